package dev.deepmatting.dl4j.internal.train;

import dev.deepmatting.train.Progress;
import dev.deepmatting.train.Stage;
import dev.deepmatting.train.StageRecipe;
import dev.deepmatting.train.TrainingSettings;
import java.util.EnumMap;
import java.util.Map;

/** How many steps the stages of a run have, and when it is over. */
final class Lengths {
  private final Map<Stage, Long> steps = new EnumMap<>(Stage.class);
  private final long total;
  private final long stopAfter;

  Lengths(TrainingSettings settings) {
    for (Stage stage : settings.stages()) {
      StageRecipe recipe = settings.recipe().stage(stage);
      long samples = (long) recipe.epochs() * settings.data().samplesPerEpoch();
      long byEpochs = (samples + recipe.batchSize() - 1) / recipe.batchSize();
      steps.put(stage, settings.steps().orElse(byEpochs));
    }
    total = steps.values().stream().mapToLong(Long::longValue).sum();
    stopAfter = settings.stopAfter().orElse(Long.MAX_VALUE);
  }

  long of(Stage stage) {
    return steps.get(stage);
  }

  boolean isStageDone(RunState state) {
    return state.step() >= of(state.stage());
  }

  boolean isRunDone(RunState state) {
    return state.totalStep() >= total;
  }

  boolean isStopDue(RunState state) {
    return state.totalStep() >= stopAfter;
  }

  Progress progress(RunState state) {
    return new Progress(state.stage(), state.step(), of(state.stage()), state.totalStep(), total);
  }
}
