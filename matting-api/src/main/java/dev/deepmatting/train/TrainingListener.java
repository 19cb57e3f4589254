package dev.deepmatting.train;

/**
 * Hears what a run does, in the order in which it happens, on a thread of the run, while the run
 * waits. What a listener throws ends the run like any other failure: the checkpoints that were
 * written stay. To stop a run after a checkpoint of the step that is done, interrupt the thread
 * that called {@code fit}.
 *
 * @since 0.1
 */
public interface TrainingListener {
  /**
   * A run begins or goes on; nothing was trained yet.
   *
   * @param start what is going to happen
   */
  default void started(TrainingStart start) {}

  /**
   * The parameters were changed once.
   *
   * @param step what the step came to
   */
  default void stepped(StepReport step) {}

  /**
   * The network was measured on the validation images.
   *
   * @param validation the result
   */
  default void validated(ValidationReport validation) {}

  /**
   * A checkpoint is complete on disk.
   *
   * @param checkpoint which
   */
  default void saved(Checkpoint checkpoint) {}

  /**
   * The run is over, or stopped where it was asked to.
   *
   * @param result what is left of it
   */
  default void finished(TrainingResult result) {}
}
