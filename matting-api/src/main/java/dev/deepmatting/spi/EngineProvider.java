package dev.deepmatting.spi;

import dev.deepmatting.network.Engine;
import dev.deepmatting.network.WeightSource;

/**
 * A backend that can run the network, found through {@link java.util.ServiceLoader}.
 *
 * @since 0.1
 */
public interface EngineProvider {
  /**
   * Returns which engine this is.
   *
   * @return the engine, never {@link Engine#AUTO}
   */
  Engine engine();

  /**
   * Returns the rank that decides which of several engines {@link Engine#AUTO} tries first.
   *
   * @return a rank; the highest wins
   */
  int priority();

  /**
   * Returns whether the engine works on this machine, as far as a quick check can tell.
   *
   * @return false if something it needs is missing, such as native libraries
   */
  default boolean isAvailable() {
    return true;
  }

  /**
   * Loads weights and prepares them to run.
   *
   * @param weights the source of the weights
   * @param settings the settings of the computation
   * @return a running engine, which the caller closes
   * @throws dev.deepmatting.error.ModelFormatException if the model cannot be used
   * @throws dev.deepmatting.error.InvalidInputException if the engine does not support the settings
   * @throws dev.deepmatting.error.EngineException if the engine cannot start on this machine
   */
  MattingEngine open(WeightSource weights, EngineSettings settings);
}
