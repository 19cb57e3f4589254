package dev.deepmatting.train;

/**
 * Is notified of the events of a run, in order, on a thread of the run, while the run waits. An
 * exception thrown by a listener ends the run like any other failure: the checkpoints already
 * written stay. To stop a run with a checkpoint after the current step, interrupt the thread that
 * called {@code fit}.
 *
 * @since 0.1
 */
public interface TrainingListener {
  /**
   * A run starts or resumes; nothing has been trained yet.
   *
   * @param start what the run is going to do
   */
  default void started(TrainingStart start) {}

  /**
   * A step has changed the parameters.
   *
   * @param step the result of the step
   */
  default void stepped(StepReport step) {}

  /**
   * The network has been measured on the validation images.
   *
   * @param validation the result
   */
  default void validated(ValidationReport validation) {}

  /**
   * A checkpoint is complete on disk.
   *
   * @param checkpoint the checkpoint
   */
  default void saved(Checkpoint checkpoint) {}

  /**
   * The run is complete, or has stopped where it was asked to.
   *
   * @param result the outcome of the run
   */
  default void finished(TrainingResult result) {}
}
