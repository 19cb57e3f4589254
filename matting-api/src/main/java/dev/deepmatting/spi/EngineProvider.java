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
   * Which engine this is.
   *
   * @return the engine, never {@link Engine#AUTO}
   */
  Engine engine();

  /**
   * Which of several engines {@link Engine#AUTO} takes first.
   *
   * @return a rank; the highest wins
   */
  int priority();

  /**
   * Whether the engine works on this machine, as far as that can be told quickly.
   *
   * @return false if something that it needs is missing, such as native libraries
   */
  default boolean isAvailable() {
    return true;
  }

  /**
   * Loads weights and makes them ready to run.
   *
   * @param weights where the weights are
   * @param settings how to compute
   * @return a running engine, which the caller closes
   * @throws dev.deepmatting.error.ModelFormatException if the model cannot be used
   * @throws dev.deepmatting.error.InvalidInputException if the engine cannot compute as wanted
   * @throws dev.deepmatting.error.EngineException if the engine cannot start on this machine
   */
  MattingEngine open(WeightSource weights, EngineSettings settings);
}
