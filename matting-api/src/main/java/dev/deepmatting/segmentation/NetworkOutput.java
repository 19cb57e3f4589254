package dev.deepmatting.segmentation;

import dev.deepmatting.error.EngineException;
import dev.deepmatting.error.InvalidInputException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the numbers that a network gives into masks. Safe to share between threads. */
final class NetworkOutput {
  /** Operations whose results are probabilities. */
  private static final Set<String> PROBABLE = Set.of("Sigmoid", "Softmax", "HardSigmoid");

  /** Operations whose results can be any number. */
  private static final Set<String> UNBOUNDED = Set.of("Conv", "ConvTranspose", "Gemm", "MatMul");

  /** How far rounding takes a probability out of 0 to 1. */
  private static final float ROUNDING = 1e-3f;

  private final String name;
  private final SegmentationModel.Scores scores;
  private final SegmentationModel.Layout layout;
  private final int objectChannel;
  private final boolean stretch;

  NetworkOutput(
      SegmentationModel.Builder builder,
      SegmentationEngine engine,
      SegmentationModel.Layout layout) {
    this.layout = layout;
    name = name(builder.output, engine.outputs());
    scores =
        builder.scores == SegmentationModel.Scores.AUTO
            ? engine.operationOf(name).map(NetworkOutput::scores).orElse(builder.scores)
            : builder.scores;
    objectChannel = builder.objectChannel;
    stretch = builder.stretch;
  }

  private static String name(@Nullable String wanted, List<String> outputs) {
    if (wanted != null && !outputs.contains(wanted)) {
      throw new InvalidInputException(
          "output is '" + wanted + "', wanted one of " + String.join(", ", outputs));
    }
    return wanted == null ? outputs.get(0) : wanted;
  }

  private static SegmentationModel.Scores scores(String operation) {
    if (PROBABLE.contains(operation)) {
      return SegmentationModel.Scores.PROBABILITIES;
    }
    return UNBOUNDED.contains(operation)
        ? SegmentationModel.Scores.LOGITS
        : SegmentationModel.Scores.AUTO;
  }

  String name() {
    return name;
  }

  SoftMask mask(SegmentationEngine.Plane plane) {
    Channels channels = Channels.of(plane, layout, objectChannel);
    float[] values = plane.values();
    requireNumbers(values);
    boolean logits =
        scores == SegmentationModel.Scores.AUTO
            ? !areProbabilities(values)
            : scores == SegmentationModel.Scores.LOGITS;
    int object = channels.object(objectChannel);
    float[] mask = new float[channels.width() * channels.height()];
    for (int i = 0; i < mask.length; i++) {
      double value =
          logits ? channels.probability(values, i, object) : channels.at(values, i, object);
      mask[i] = (float) Math.min(1, Math.max(0, value));
    }
    if (stretch) {
      stretch(mask);
    }
    return new SoftMask(channels.width(), channels.height(), mask);
  }

  private static void requireNumbers(float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new EngineException(
            "the network gives " + values[i] + " at " + i + ", wanted finite numbers");
      }
    }
  }

  private static boolean areProbabilities(float[] values) {
    for (float value : values) {
      if (value < -ROUNDING || value > 1 + ROUNDING) {
        return false;
      }
    }
    return true;
  }

  /** Spreads values over 0 to 1; leaves those alone that are all the same. */
  private static void stretch(float[] mask) {
    float least = 1;
    float most = 0;
    for (float value : mask) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    for (int i = 0; i < mask.length && most > least; i++) {
      mask[i] = (mask[i] - least) / (most - least);
    }
  }
}
