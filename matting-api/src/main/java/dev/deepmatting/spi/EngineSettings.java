package dev.deepmatting.spi;

import dev.deepmatting.network.MemorySize;
import dev.deepmatting.network.Precision;
import dev.deepmatting.network.Tiling;
import java.util.Objects;
import java.util.Optional;

/**
 * How an engine is to compute.
 *
 * @param precision how exactly
 * @param tiling in which pieces
 * @param memoryBudget what weights, buffers and pictures may take together; empty for no limit but
 *     the machine's
 * @since 0.1
 */
public record EngineSettings(
    Precision precision, Tiling tiling, Optional<MemorySize> memoryBudget) {
  /**
   * Checks that nothing is null.
   *
   * @param precision how exactly
   * @param tiling in which pieces
   * @param memoryBudget what weights, buffers and pictures may take together
   */
  public EngineSettings {
    Objects.requireNonNull(precision, "precision");
    Objects.requireNonNull(tiling, "tiling");
    Objects.requireNonNull(memoryBudget, "memoryBudget");
  }

  /**
   * 32 bits, regions around unknown pixels, no limit.
   *
   * @return the defaults
   */
  public static EngineSettings standard() {
    return new EngineSettings(Precision.FP32, Tiling.auto(), Optional.empty());
  }
}
