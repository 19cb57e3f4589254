package dev.deepmatting.data;

import dev.deepmatting.internal.check.Ranges;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Repeats each sample of a source in several of the eight symmetries of a square: data echoing
 * (Choi, Passos, Shallue and Dahl, 2019), after augmentation. A block first returns each of its
 * samples once, then each in a second form, and so on, so that neighbours come from different
 * samples.
 *
 * <p>A result depends only on the seed and the index. A cache avoids making a sample again for each
 * form: with ascending indices it keeps a block's samples and makes each of them once, with any
 * number of threads.
 */
final class ReusedSamples implements SampleSource {
  private static final int BLOCK = 64;
  private static final int FEWEST = 8;

  private final SampleSource source;
  private final int times;
  private final int side;
  private final int block;
  private final long seed;

  /** Samples by their indices in the source, the oldest first, including unfinished ones. */
  private final Map<Long, CompletableFuture<MattingSample>> kept = new LinkedHashMap<>();

  /**
   * Creates the source.
   *
   * @param source the samples to repeat
   * @param times how many samples come from each, 1 to 8
   * @param side of the window that is cut out each time, up to that of the samples
   * @param made the side of the samples
   * @param seed of the forms and windows
   */
  ReusedSamples(SampleSource source, int times, int side, int made, long seed) {
    this.source = source;
    this.times = times;
    this.side = side;
    // Takes the same memory as samples without surroundings.
    block = Math.max(FEWEST, (int) ((long) BLOCK * side * side / ((long) made * made)));
    this.seed = seed;
  }

  @Override
  public int samplesPerEpoch() {
    return (int) Math.min(Integer.MAX_VALUE, (long) times * source.samplesPerEpoch());
  }

  @Override
  public MattingSample sample(long index) {
    Ranges.atLeast("index", index, 0);
    int within = (int) (index % (block * times));
    long made = index / (block * times) * block + within % block;
    int use = within / block;
    MattingSample sample = made(made);
    if (use == times - 1) {
      forget(made);
    }
    return form(made, use).of(window(sample, made, use));
  }

  private MattingSample window(MattingSample sample, long made, int use) {
    if (sample.width() == side) {
      return sample;
    }
    SampleRandom draws = SampleRandom.of(seed, made).forPurpose("window " + use);
    return Window.draw(sample.trimap(), side, draws).of(sample);
  }

  /** Returns the unchanged form first, then the other forms in a random order. */
  private SquareForm form(long made, int use) {
    SampleRandom draws = SampleRandom.of(seed, made).forPurpose("reuse");
    List<SquareForm> left = new ArrayList<>(SquareForm.ALL);
    SquareForm form = left.remove(0);
    for (int i = 0; i < use; i++) {
      form = left.remove(draws.between(0, left.size() - 1));
    }
    return form;
  }

  private MattingSample made(long index) {
    while (true) {
      CompletableFuture<MattingSample> own = new CompletableFuture<>();
      CompletableFuture<MattingSample> known = keep(index, own);
      if (known == null) {
        return make(index, own);
      }
      MattingSample sample = known.join();
      if (sample != null) {
        return sample;
      }
      // It failed for another caller; this one tries again and gets a sample or its own exception.
    }
  }

  private MattingSample make(long index, CompletableFuture<MattingSample> own) {
    MattingSample sample = null;
    try {
      sample = source.sample(index);
      return sample;
    } finally {
      if (sample == null) {
        forget(index);
      }
      own.complete(sample);
    }
  }

  private synchronized CompletableFuture<MattingSample> keep(
      long index, CompletableFuture<MattingSample> own) {
    CompletableFuture<MattingSample> known = kept.putIfAbsent(index, own);
    if (kept.size() > 2 * block) {
      kept.remove(kept.keySet().iterator().next());
    }
    return known;
  }

  private synchronized void forget(long index) {
    kept.remove(index);
  }
}
