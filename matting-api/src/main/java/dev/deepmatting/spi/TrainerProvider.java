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
   * Runs the training that the settings describe, from the start or from the last checkpoint in
   * their folder.
   *
   * @param settings the settings of the run
   * @return the outcome of the run
   * @throws dev.deepmatting.error.InvalidInputException if the settings contradict each other, the
   *     data, or the run in the folder
   * @throws dev.deepmatting.error.ModelFormatException if the weights to start from cannot be used
   * @throws dev.deepmatting.error.TrainingDivergedException if a loss is NaN, infinite or explodes
   * @throws dev.deepmatting.error.EngineException if there is not enough memory, or the engine
   *     fails
   * @throws dev.deepmatting.error.MattingInterruptedException if the thread is interrupted before
   *     the first step is done; a later interrupt ends the run after a checkpoint
   */
  TrainingResult train(TrainingSettings settings);
}
