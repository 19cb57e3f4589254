package dev.deepmatting.spi;

import dev.deepmatting.network.Engine;
import dev.deepmatting.network.WeightSource;

/** A backend that can run the network, found through {@link java.util.ServiceLoader}. */
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
   * Loads weights and makes them ready to run.
   *
   * @param weights where the weights are
   * @return a running engine, which the caller closes
   * @throws dev.deepmatting.error.ModelFormatException if the model cannot be used
   * @throws dev.deepmatting.error.EngineException if the engine cannot start on this machine
   */
  MattingEngine open(WeightSource weights);
}
