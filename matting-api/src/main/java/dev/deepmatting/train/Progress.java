package dev.deepmatting.train;

/**
 * A position in a run.
 *
 * @param stage the stage
 * @param step finished steps of the stage
 * @param steps total steps of the stage
 * @param totalStep finished steps of the run, including earlier stages
 * @param totalSteps total steps of the run
 * @since 0.1
 */
public record Progress(Stage stage, long step, long steps, long totalStep, long totalSteps) {}
