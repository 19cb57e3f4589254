package dev.deepmatting.batch;

import dev.deepmatting.Matting;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.TrimapThresholds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Predicts many pictures: {@code NAME-alpha.png} and {@code NAME-cutout.png} for each image.
 *
 * <pre>{@code
 * MattingBatch batch =
 *     MattingBatch.builder()
 *         .images("photos/*.jpg")
 *         .trimaps("trimaps")
 *         .out(Path.of("results"))
 *         .resume(true)
 *         .build();
 * try (Matting matting = Matting.load("builtin:graph")) {
 *   System.out.println(batch.run(matting));
 * }
 * }</pre>
 *
 * <p>While one image is predicted, others are decoded and encoded; at most {@code workers} + 1 are
 * in memory. Results are those of serial predictions, and are told in the order of the pairs. A
 * pair that cannot be predicted is reported, and the others go on. Both files of a pair appear
 * whole, or neither.
 *
 * <p>Immutable. A run may be repeated, except for a stream of pairs, which is used up.
 */
public final class MattingBatch {
  private final Settings settings;
  private final List<MattingPair> pairs;
  private final Stream<MattingPair> stream;
  private final List<String> unmatched;
  private final BatchListener listener;
  private final int workers;

  private MattingBatch(Builder builder, MattingPairs found) {
    settings = new Settings(builder.out, builder.files, builder.thresholds, builder.resume);
    pairs = found.pairs();
    stream = builder.stream;
    unmatched = found.unmatched();
    listener = builder.listener;
    workers = builder.workers;
  }

  /**
   * How each pair is read and written.
   *
   * @param out the folder of the results
   * @param files reads pictures
   * @param thresholds which values of a trimap are known
   * @param resume whether finished pairs are left out
   */
  record Settings(Path out, ImageFiles files, TrimapThresholds thresholds, boolean resume) {}

  /**
   * A builder with the defaults: two workers, nothing skipped.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * How many pairs there are.
   *
   * @return the number; empty for a stream
   */
  public OptionalInt size() {
    return stream == null ? OptionalInt.of(pairs.size()) : OptionalInt.empty();
  }

  /**
   * Predicts every pair.
   *
   * <p>If the thread is interrupted, the prediction that runs is given up, what was predicted is
   * still written, and the rest counts as not done; the thread's flag is set again then.
   *
   * @param matting a loaded model; the caller closes it after the run
   * @return what became of the pairs
   * @throws IllegalStateException if the model is closed, or a stream was used up before
   */
  public BatchSummary run(Matting matting) {
    return run((Predictor) matting::predict);
  }

  BatchSummary run(Predictor predictor) {
    Tally tally = new Tally();
    SerialListener heard = new SerialListener(listener, tally);
    Iterator<MattingPair> all = stream == null ? pairs.iterator() : stream.iterator();
    unmatched.forEach(heard::unmatched);
    PredictionTurn turn = new PredictionTurn();
    PairWork work = new PairWork(settings, predictor, turn, heard);
    int begun;
    try {
      begun = new Pipeline(all, work, turn, heard, workers).run();
    } finally {
      if (stream != null) {
        stream.close();
      }
    }
    return tally.summary(size().orElse(begun), unmatched);
  }

  /** Collects and validates what is predicted. Not safe to share between threads. */
  public static final class Builder {
    private static final int MOST_WORKERS = 1024;

    private PairSource images;
    private PairSource trimaps;
    private MattingPairs pairs;
    private Stream<MattingPair> stream;
    private Path out;
    private int workers = 2;
    private boolean resume;
    private ImageFiles files = ImageFiles.standard();
    private TrimapThresholds thresholds = TrimapThresholds.standard();
    private BatchListener listener = BatchListener.NONE;

    private Builder() {}

    /** Looks for pictures when everything is known. */
    @FunctionalInterface
    private interface PairSource {
      PictureSet open();
    }

    /**
     * Sets the photographs; {@link MattingPairs} says how they get their trimaps.
     *
     * @param text a file, a folder or a glob such as {@code photos/*.jpg}
     * @return this builder
     */
    public Builder images(String text) {
      Objects.requireNonNull(text, "images");
      images = () -> PictureSet.of("images", text, Path.of("").getFileSystem());
      return this;
    }

    /**
     * Sets the photographs.
     *
     * @param path a file, a folder or a glob
     * @return this builder
     */
    public Builder images(Path path) {
      Objects.requireNonNull(path, "images");
      images = () -> PictureSet.of("images", path.toString(), path.getFileSystem());
      return this;
    }

    /**
     * Sets the trimaps.
     *
     * @param text a file, a folder or a glob such as {@code trimaps/*.png}
     * @return this builder
     */
    public Builder trimaps(String text) {
      Objects.requireNonNull(text, "trimaps");
      trimaps = () -> PictureSet.of("trimaps", text, Path.of("").getFileSystem());
      return this;
    }

    /**
     * Sets the trimaps.
     *
     * @param path a file, a folder or a glob
     * @return this builder
     */
    public Builder trimaps(Path path) {
      Objects.requireNonNull(path, "trimaps");
      trimaps = () -> PictureSet.of("trimaps", path.toString(), path.getFileSystem());
      return this;
    }

    /**
     * Sets the pairs, in place of images and trimaps. They are checked as a whole before the run.
     *
     * @param values the pairs in the order of their results, with different names
     * @return this builder
     */
    public Builder pairs(Collection<MattingPair> values) {
      pairs = new MattingPairs(List.copyOf(values), List.of());
      return this;
    }

    /**
     * Sets pairs that are made as they are needed, in place of images and trimaps. They are taken
     * on the thread of the run, a few ahead. A pair with the name of an earlier one fails. The run
     * closes the stream.
     *
     * @param values the pairs, for one run
     * @return this builder
     */
    public Builder pairs(Stream<MattingPair> values) {
      stream = Objects.requireNonNull(values, "pairs");
      return this;
    }

    /**
     * Sets the folder of the results.
     *
     * @param folder is made if needed
     * @return this builder
     */
    public Builder out(Path folder) {
      out = Objects.requireNonNull(folder, "out");
      return this;
    }

    /**
     * Sets how many threads decode and encode beside the prediction; 2 by default. Each holds one
     * picture more in memory. Results do not depend on it.
     *
     * @param count 1 to 1024
     * @return this builder
     * @throws InvalidInputException if the count is outside
     */
    public Builder workers(int count) {
      require(
          count >= 1 && count <= MOST_WORKERS,
          "workers is " + count + ", wanted 1 to " + MOST_WORKERS);
      workers = count;
      return this;
    }

    /**
     * Sets whether finished pairs are skipped, as they are not by default: those whose two results
     * are newer than image and trimap, have the image's size and can be decoded to their end. That
     * another model or other settings made them is not noticed; take another folder then.
     *
     * @param enabled true to skip
     * @return this builder
     */
    public Builder resume(boolean enabled) {
      resume = enabled;
      return this;
    }

    /**
     * Sets which gray values of a trimap are known; those of the {@link Matting} do not count here.
     *
     * @param values the thresholds
     * @return this builder
     */
    public Builder trimapThresholds(TrimapThresholds values) {
      thresholds = Objects.requireNonNull(values, "trimapThresholds");
      return this;
    }

    /**
     * Sets how large a file's declared picture may be; that of the {@link Matting} does not count
     * here.
     *
     * @param pixels width times height, at least 1
     * @return this builder
     * @throws InvalidInputException if the limit is below 1
     */
    public Builder maxPixels(long pixels) {
      files = files.withMaxPixels(pixels);
      return this;
    }

    /**
     * Sets the listener that is told of each pair.
     *
     * @param heard the listener
     * @return this builder
     */
    public Builder listener(BatchListener heard) {
      listener = Objects.requireNonNull(heard, "listener");
      return this;
    }

    /**
     * Looks for the pictures and checks that the parts fit together. Nothing is written yet.
     *
     * @return the batch
     * @throws InvalidInputException if something is missing or given twice, no pair is found, two
     *     images have one name, the folder cannot be written to or a result would replace an input
     * @throws MattingException if a folder cannot be read
     */
    public MattingBatch build() {
      require(out != null, "out is missing, wanted the folder of the results");
      requireOneSource();
      OutputFolder.requireWritable(out);
      MattingPairs found = found();
      OutputFolder.requireDistinct(found.pairs());
      try {
        OutputFolder.requireInputsKept(out, found.pairs());
      } catch (IOException e) {
        throw new MattingException("the files of the batch cannot be read: " + e, e);
      }
      return new MattingBatch(this, found);
    }

    private void requireOneSource() {
      boolean folders = images != null || trimaps != null;
      int sources = (folders ? 1 : 0) + (pairs == null ? 0 : 1) + (stream == null ? 0 : 1);
      require(sources == 1, "sources of pairs are " + sources + ", wanted images or pairs");
      require(!folders || images != null, "images is missing, wanted those of the trimaps");
      require(!folders || trimaps != null, "trimaps is missing, wanted those of the images");
    }

    private MattingPairs found() {
      if (stream != null) {
        return new MattingPairs(List.of(), List.of());
      }
      return pairs != null ? pairs : PairFinder.find(images.open(), trimaps.open());
    }

    private static void require(boolean condition, String message) {
      if (!condition) {
        throw new InvalidInputException(message);
      }
    }
  }
}
