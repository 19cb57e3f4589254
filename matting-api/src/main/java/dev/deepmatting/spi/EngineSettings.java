package dev.deepmatting.spi;

import dev.deepmatting.network.MemorySize;
import dev.deepmatting.network.Precision;
import dev.deepmatting.network.Tiling;
import java.util.Objects;
import java.util.Optional;

/**
 * Settings of an engine's computation.
 *
 * @param precision the precision
 * @param tiling how a picture is split into tiles
 * @param memoryBudget the most memory for weights, buffers and pictures together; empty if only the
 *     machine limits it
 * @since 0.1
 */
public record EngineSettings(
    Precision precision, Tiling tiling, Optional<MemorySize> memoryBudget) {
  /**
   * Checks that nothing is null.
   *
   * @param precision the precision
   * @param tiling how a picture is split into tiles
   * @param memoryBudget the most memory for weights, buffers and pictures together
   */
  public EngineSettings {
    Objects.requireNonNull(precision, "precision");
    Objects.requireNonNull(tiling, "tiling");
    Objects.requireNonNull(memoryBudget, "memoryBudget");
  }

  /**
   * Returns the defaults: 32 bits, regions around unknown pixels, no memory limit.
   *
   * @return the defaults
   */
  public static EngineSettings standard() {
    return new EngineSettings(Precision.FP32, Tiling.auto(), Optional.empty());
  }
}
