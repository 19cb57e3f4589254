package dev.deepmatting.dl4j.train;

import dev.deepmatting.dl4j.memory.AvailableMemory;
import dev.deepmatting.error.EngineException;
import dev.deepmatting.network.MemorySize;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.train.Stage;
import dev.deepmatting.train.StageRecipe;
import dev.deepmatting.train.TrainingSettings;
import java.util.Locale;

/** Refuses a run that would not fit into memory, before it begins. */
final class MemoryCheck {
  private static final double GIGABYTE = 1e9;

  private MemoryCheck() {}

  /**
   * Estimates a stage's step.
   *
   * @return bytes
   * @throws EngineException if there is less; says what would fit
   */
  static long require(TrainingSettings settings, NetworkConfig config, Stage stage) {
    StageRecipe recipe = settings.recipe().stage(stage);
    int side = settings.recipe().data().size();
    MemoryEstimate estimate = new MemoryEstimate(config, recipe, side);
    long bytes = estimate.bytes(recipe.microBatch());
    long limit = settings.memoryBudget().map(MemorySize::bytes).orElseGet(AvailableMemory::bytes);
    if (bytes > limit) {
      throw new EngineException(
          String.format(
              Locale.ROOT,
              "a step of stage %s is estimated to take %.1f GB (%d samples of %dx%d at once), but"
                  + " %.1f GB are %s; wanted %s",
              stage.id(),
              bytes / GIGABYTE,
              recipe.microBatch(),
              side,
              side,
              limit / GIGABYTE,
              settings.memoryBudget().isPresent() ? "allowed" : "free",
              remedy(estimate, recipe, limit)));
    }
    return bytes;
  }

  private static String remedy(MemoryEstimate estimate, StageRecipe recipe, long limit) {
    for (int part = recipe.microBatch() - 1; part >= 1; part--) {
      if (estimate.bytes(part) <= limit) {
        return "a microBatch of at most " + part;
      }
    }
    return "a smaller crop or a narrower network";
  }
}
