package dev.deepmatting.internal.report;

import dev.deepmatting.data.Compositor;
import dev.deepmatting.data.MattingSample;
import dev.deepmatting.data.Recipe;
import dev.deepmatting.data.SampleSource;
import dev.deepmatting.data.scene.ProceduralScenes;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.metrics.MattingScores;
import dev.deepmatting.train.Checkpoint;
import dev.deepmatting.train.Loss;
import dev.deepmatting.train.ParameterGroup;
import dev.deepmatting.train.PredictedSample;
import dev.deepmatting.train.Progress;
import dev.deepmatting.train.Stage;
import dev.deepmatting.train.StepReport;
import dev.deepmatting.train.TrainingResult;
import dev.deepmatting.train.TrainingStart;
import dev.deepmatting.train.ValidationReport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** What a run of stages of equal length would tell, by formulas of the step. */
final class FakeRun {
  private final long stepsPerStage;
  private final long totalSteps;

  private FakeRun(long stepsPerStage, int stages) {
    this.stepsPerStage = stepsPerStage;
    totalSteps = stages * stepsPerStage;
  }

  static FakeRun of(long stepsPerStage, int stages) {
    return new FakeRun(stepsPerStage, stages);
  }

  long totalSteps() {
    return totalSteps;
  }

  /** The place after so many steps of the run. */
  Progress progress(long totalStep) {
    int stage = (int) (Math.max(0, totalStep - 1) / stepsPerStage);
    return new Progress(
        Stage.values()[stage],
        totalStep - stage * stepsPerStage,
        stepsPerStage,
        totalStep,
        totalSteps);
  }

  TrainingStart start(Path folder) {
    return start(folder, 0, Map.of("network", "seed, 28.21 M parameters"));
  }

  TrainingStart resumedAt(Path folder, long totalStep) {
    return start(folder, totalStep, Map.of("network", "seed, 28.21 M parameters"));
  }

  TrainingStart start(Path folder, long totalStep, Map<String, String> description) {
    return new TrainingStart(
        folder, progress(totalStep), totalStep > 0, description, 3_400_000_000L);
  }

  /** Returns a step whose loss falls noisily and starts over at each stage. */
  StepReport step(long totalStep) {
    Progress progress = progress(totalStep);
    return step(progress.totalStep(), loss(progress), 3 * loss(progress));
  }

  StepReport step(long totalStep, double loss, double gradientNorm) {
    Progress progress = progress(totalStep);
    Map<Loss, Double> losses = new LinkedHashMap<>();
    losses.put(Loss.ALPHA_PREDICTION, 0.75 * loss);
    if (progress.stage() == Stage.ENCODER_DECODER) {
      losses.put(Loss.COMPOSITION, 0.25 * loss);
    }
    double rate = 1e-4 * (1 + Math.cos(Math.PI * progress.step() / progress.steps())) / 2;
    Map<ParameterGroup, Double> rates = new LinkedHashMap<>();
    progress.stage().trains().forEach(group -> rates.put(group, rate));
    double seconds = 1.5 + 0.4 * noise(totalStep + 7);
    return new StepReport(
        progress, loss, losses, rates, gradientNorm, 41_234, 16, seconds, 0.1 * seconds);
  }

  private static double loss(Progress progress) {
    double course = 0.02 + 0.2 * Math.exp(-5.0 * progress.step() / progress.steps());
    return course * (0.7 + 0.6 * noise(progress.totalStep()));
  }

  /** From 0 to 1, the same for the same step. */
  private static double noise(long step) {
    return Math.floorMod(step * 2654435761L, 10007) / 10007.0;
  }

  ValidationReport validation(long totalStep, boolean best, List<PredictedSample> samples) {
    double sad = 40 + 60 * Math.exp(-3.0 * totalStep / totalSteps) + 4 * noise(totalStep);
    return validation(totalStep, sad, best, samples);
  }

  ValidationReport validation(
      long totalStep, double sad, boolean best, List<PredictedSample> samples) {
    MattingScores mean = scores(sad);
    Map<String, MattingScores> scores = new LinkedHashMap<>();
    samples.forEach(predicted -> scores.put(predicted.sample().name(), scores(sad / 2)));
    return new ValidationReport(progress(totalStep), mean, scores, best, samples, 12.5);
  }

  static MattingScores scores(double sad) {
    return new MattingScores(50_000, sad, sad / 3000, sad / 2, 0.9 * sad, sad / 900);
  }

  TrainingResult result(long totalStep, boolean complete) {
    return new TrainingResult(
        progress(totalStep),
        complete,
        Path.of("run", "best.safetensors"),
        checkpoint(totalStep),
        Optional.empty());
  }

  Checkpoint checkpoint(long totalStep) {
    Path file = Path.of("run", "checkpoints", "step-" + totalStep);
    return new Checkpoint(file, progress(totalStep), OptionalDouble.empty());
  }

  /** Drawn scenes, with a prediction that is the better the larger the skill from 0 to 1. */
  static List<PredictedSample> samples(int count, int side, double skill) {
    SampleSource scenes =
        Recipe.online().toBuilder()
            .size(side)
            .cropSides(side)
            .build()
            .of(ProceduralScenes.builder().seed(5).size(side, side + side / 2).build(), 3);
    return IntStream.range(0, count)
        .mapToObj(place -> predicted(scenes.sample(place), skill))
        .toList();
  }

  static PredictedSample predicted(MattingSample sample, double skill) {
    float[] values = sample.alpha().toFloatArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (skill * values[i] + (1 - skill) * 0.5);
    }
    AlphaMatte alpha = AlphaMatte.of(sample.width(), sample.height(), values);
    return new PredictedSample(
        sample, alpha, Compositor.compose(sample.foreground(), alpha, sample.background()));
  }

  static MattingSample named(String name, MattingSample sample) {
    return new MattingSample(
        name,
        sample.image(),
        sample.trimap(),
        sample.foreground(),
        sample.background(),
        sample.alpha(),
        sample.merged());
  }
}
