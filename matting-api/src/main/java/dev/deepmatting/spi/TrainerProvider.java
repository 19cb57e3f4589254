package dev.deepmatting.spi;

import dev.deepmatting.train.TrainingResult;
import dev.deepmatting.train.TrainingSettings;

/**
 * A backend that can train the network, found through {@link java.util.ServiceLoader}.
 *
 * @since 0.1
 */
public interface TrainerProvider {
  /**
   * Trains from the settings' beginning, or from the last checkpoint of their folder, to their end.
   *
   * @param settings what to do
   * @return what is left of it
   * @throws dev.deepmatting.error.InvalidInputException if the settings do not fit together, the
   *     data, or the run in the folder
   * @throws dev.deepmatting.error.ModelFormatException if what training starts from cannot be used
   * @throws dev.deepmatting.error.TrainingDivergedException if a loss is NaN, infinite or explodes
   * @throws dev.deepmatting.error.EngineException if there is not enough memory, or the engine
   *     fails
   * @throws dev.deepmatting.error.MattingInterruptedException if the thread is interrupted while no
   *     step is done yet; later an interrupt ends the run after a checkpoint
   */
  TrainingResult train(TrainingSettings settings);
}
