package dev.deepmatting.train;

/**
 * A place in a run.
 *
 * @param stage the stage
 * @param step steps of the stage that are done
 * @param steps how many the stage has in all
 * @param totalStep steps of the run that are done, those of earlier stages included
 * @param totalSteps how many the run has in all
 * @since 0.1
 */
public record Progress(Stage stage, long step, long steps, long totalStep, long totalSteps) {}
