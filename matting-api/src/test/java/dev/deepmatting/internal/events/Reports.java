package dev.deepmatting.internal.events;

import dev.deepmatting.data.MattingSample;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.metrics.MattingScores;
import dev.deepmatting.train.Loss;
import dev.deepmatting.train.ParameterGroup;
import dev.deepmatting.train.PredictedSample;
import dev.deepmatting.train.Progress;
import dev.deepmatting.train.Stage;
import dev.deepmatting.train.StepReport;
import dev.deepmatting.train.TrainingStart;
import dev.deepmatting.train.ValidationReport;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a run would tell. */
final class Reports {
  private static final long FIRST_STAGE = 100;

  private Reports() {}

  /** In the second stage, so that the stage's steps are not the run's. */
  static Progress progress(long totalStep) {
    return new Progress(Stage.REFINEMENT, totalStep - FIRST_STAGE, 50, totalStep, 200);
  }

  static TrainingStart start(long totalStep, boolean resumed) {
    Map<String, String> description =
        new TreeMap<>(Map.of("data", "12 images", "recipe", "name: seed\n\n# stage\n"));
    return new TrainingStart(
        Path.of("run"), progress(totalStep), resumed, description, 1_000_000_000);
  }

  static StepReport step(long totalStep) {
    return step(totalStep, 0.5);
  }

  static StepReport step(long totalStep, double seconds) {
    return new StepReport(
        progress(totalStep),
        0.75,
        new TreeMap<>(Map.of(Loss.ALPHA_PREDICTION, 0.5, Loss.COMPOSITION, 0.25)),
        new TreeMap<>(Map.of(ParameterGroup.ENCODER, 1e-4, ParameterGroup.HEAD, 2e-4)),
        8.5,
        70_000,
        4,
        seconds,
        0.125);
  }

  static ValidationReport validation(long totalStep, PredictedSample... samples) {
    MattingScores mean = new MattingScores(1000, 50.5, 0.0625, 30.25, 40.75, 0.03125);
    return new ValidationReport(
        progress(totalStep), mean, Map.of("a", mean), true, List.of(samples), 12);
  }

  /**
   * One colour for each picture: merged red, predicted alpha 51, true alpha 204, composed green.
   */
  static PredictedSample plain(String name, int width, int height) {
    RgbImage red = colour(width, height, 255, 0, 0);
    RgbImage blue = colour(width, height, 0, 0, 255);
    MattingSample sample =
        new MattingSample(
            name, blue, trimap(width, height), blue, blue, alpha(width, height, 0.8f), red);
    return new PredictedSample(
        sample, alpha(width, height, 0.2f), colour(width, height, 0, 255, 0));
  }

  /** Columns by turns are foreground and unknown. */
  private static Trimap trimap(int width, int height) {
    byte[] values = new byte[width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (i % width % 2 == 0 ? Trimap.FOREGROUND : Trimap.UNKNOWN);
    }
    return Trimap.of(width, height, values);
  }

  private static AlphaMatte alpha(int width, int height, float value) {
    float[] values = new float[width * height];
    Arrays.fill(values, value);
    return AlphaMatte.of(width, height, values);
  }

  private static RgbImage colour(int width, int height, int red, int green, int blue) {
    byte[] samples = new byte[3 * width * height];
    for (int i = 0; i < samples.length; i += 3) {
      samples[i] = (byte) red;
      samples[i + 1] = (byte) green;
      samples[i + 2] = (byte) blue;
    }
    return RgbImage.of8(width, height, samples);
  }
}
