package dev.deepmatting.dl4j.benchmark.inference;

import dev.deepmatting.dl4j.benchmark.Options;
import dev.deepmatting.dl4j.benchmark.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Seconds and memory of forwards, engine by engine in turns, each in a fresh process per case. */
final class ForwardPart {
  /** Alphas that are nearly the same everywhere would prove nothing. */
  private static final double LEAST_SPREAD = 0.05;

  private final Options options;
  private final List<ForwardEngine> engines;

  ForwardPart(Options options) {
    this.options = options;
    engines = options.list("engines").stream().map(ForwardEngine::named).toList();
  }

  List<ForwardResult> run(List<Network> networks) throws IOException, InterruptedException {
    boolean python = Peer.isAvailable();
    List<ForwardResult> results = new ArrayList<>();
    for (Network network : networks) {
      if (python && engines.contains(ForwardEngine.DJL)) {
        network.writeTorchScript();
      }
      for (String size : options.list("sizes")) {
        ForwardCase work = new ForwardCase(network, Size.parse(size), options.path("folder"));
        results.addAll(measure(work, python));
      }
    }
    return results;
  }

  private List<ForwardResult> measure(ForwardCase work, boolean python)
      throws IOException, InterruptedException {
    System.out.printf("forwards of %s at %s%n", work.network().title(), work.size());
    work.writeInput();
    List<Contestant> contestants = new ArrayList<>();
    try {
      for (ForwardEngine engine : engines) {
        contestants.add(start(engine, work, python));
      }
      // The first forward compiles, the second finds its memory.
      Contestant.round(contestants, 0, contestant -> "");
      Contestant.round(contestants, 1, contestant -> "");
      contestants.forEach(Contestant::forget);
      for (int round = 0; round < options.number("rounds"); round++) {
        Contestant.round(contestants, round, contestant -> "");
      }
      contestants.forEach(Contestant::finish);
    } finally {
      contestants.forEach(Contestant::close);
    }
    return results(work, contestants);
  }

  private Contestant start(ForwardEngine engine, ForwardCase work, boolean python)
      throws IOException {
    Files.deleteIfExists(work.alpha(engine));
    if (!python && (engine == ForwardEngine.PYTORCH || engine == ForwardEngine.DJL)) {
      return Contestant.absent(engine.title(), "no Python with PyTorch and OpenCV");
    }
    return Contestant.start(engine.title(), engine.command(work, options), options);
  }

  private List<ForwardResult> results(ForwardCase work, List<Contestant> contestants)
      throws IOException {
    float[] reference = reference(work, contestants);
    List<ForwardResult> results = new ArrayList<>();
    for (int i = 0; i < engines.size(); i++) {
      ForwardEngine engine = engines.get(i);
      Contestant contestant = contestants.get(i);
      Difference difference =
          contestant.failure() != null
              ? null
              : Difference.between(FloatFiles.read(work.alpha(engine)), reference);
      results.add(
          new ForwardResult(
              work.network().title(),
              work.size().toString(),
              engine.title(),
              engine.isOwn(),
              contestant.timing(),
              contestant.bytes(),
              difference,
              engine.tolerance(),
              FloatFiles.deviation(reference),
              contestant.failure()));
    }
    return results;
  }

  /** SameDiff's alpha, which tests hold against PyTorch; else that of the first in float32. */
  private float[] reference(ForwardCase work, List<Contestant> contestants) throws IOException {
    List<ForwardEngine> candidates = new ArrayList<>(List.of(ForwardEngine.SAMEDIFF));
    candidates.addAll(engines);
    candidates.add(ForwardEngine.ONEDNN_BF16);
    for (ForwardEngine engine : candidates) {
      int place = engines.indexOf(engine);
      boolean rough = engine == ForwardEngine.ONEDNN_BF16 && engines.size() > 1;
      if (place >= 0 && !rough && contestants.get(place).failure() == null) {
        float[] alpha = FloatFiles.read(work.alpha(engine));
        if (FloatFiles.spread(alpha) < LEAST_SPREAD) {
          throw new IllegalStateException(
              engine.title() + " finds nearly the same alpha everywhere");
        }
        return alpha;
      }
    }
    throw new IllegalStateException("no engine ran " + work);
  }
}
