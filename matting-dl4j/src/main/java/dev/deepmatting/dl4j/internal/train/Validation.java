package dev.deepmatting.dl4j.internal.train;

import dev.deepmatting.data.Compositor;
import dev.deepmatting.data.MattingSample;
import dev.deepmatting.data.SampleSource;
import dev.deepmatting.dl4j.internal.engine.NetworkEngine;
import dev.deepmatting.dl4j.internal.engine.OneDnnEngine;
import dev.deepmatting.dl4j.internal.engine.SameDiffEngine;
import dev.deepmatting.dl4j.internal.predict.Predictor;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.metrics.MattingMetrics;
import dev.deepmatting.metrics.MattingScores;
import dev.deepmatting.network.Precision;
import dev.deepmatting.network.ProgressListener;
import dev.deepmatting.train.PredictedSample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures a network on whole images, as its users see them. */
final class Validation {
  /** How many samples are passed on for viewing. */
  private static final int SHOWN = 6;

  private final SampleSource source;
  private final int images;

  Validation(SampleSource source, int images) {
    this.source = source;
    this.images = images;
  }

  /**
   * The results of a validation.
   *
   * @param mean the means over the images
   * @param scores by the images' names
   * @param samples the first few with their predictions
   */
  record Outcome(
      MattingScores mean, Map<String, MattingScores> scores, List<PredictedSample> samples) {}

  /**
   * Reads every sample once, so that a long run does not fail at one later.
   *
   * @throws InvalidInputException if one has nothing to measure
   */
  void check() {
    for (int index = 0; index < images; index++) {
      MattingSample sample = source.sample(index);
      if (sample.trimap().unknownCount() == 0) {
        throw new InvalidInputException(
            "validation sample "
                + sample.name()
                + " (index "
                + index
                + ") has a trimap with 0 unknown pixels, wanted at least 1");
      }
    }
  }

  Outcome measure(NetworkWeights weights) {
    Map<String, MattingScores> scores = new LinkedHashMap<>();
    List<PredictedSample> samples = new ArrayList<>();
    try (Predictor predictor = Predictor.of(engine(weights))) {
      for (int index = 0; index < images; index++) {
        MattingSample sample = source.sample(index);
        AlphaMatte alpha =
            predictor.predict(sample.image(), sample.trimap(), ProgressListener.NONE);
        // Drawn scenes and cut-outs can have the same names.
        scores.put(
            index + " " + sample.name(),
            MattingMetrics.standard().compare(alpha, sample.alpha(), sample.trimap()));
        if (samples.size() < SHOWN) {
          samples.add(predicted(sample, alpha));
        }
      }
    }
    return new Outcome(MattingScores.mean(List.copyOf(scores.values())), scores, samples);
  }

  /** In single precision, as the network trains: brain floats would move the scores. */
  private static NetworkEngine engine(NetworkWeights weights) {
    return StageSession.KernelChoice.isOneDnn()
        ? new OneDnnEngine(weights, Precision.FP32)
        : new SameDiffEngine(weights);
  }

  private static PredictedSample predicted(MattingSample sample, AlphaMatte alpha) {
    return new PredictedSample(
        sample, alpha, Compositor.compose(sample.foreground(), alpha, sample.background()));
  }
}
