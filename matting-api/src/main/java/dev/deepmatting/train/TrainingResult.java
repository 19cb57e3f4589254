package dev.deepmatting.train;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is left of a run.
 *
 * @param progress how far it came
 * @param complete whether all steps are done; false where it stopped as asked to
 * @param model the best model so far by validation SAD, or the last one without validation: a file
 *     for {@code Matting.load}
 * @param lastCheckpoint the last checkpoint, from which it can go on
 * @param bestValidation the validation of the best model, if there was any in this call
 * @since 0.1
 */
public record TrainingResult(
    Progress progress,
    boolean complete,
    Path model,
    Checkpoint lastCheckpoint,
    Optional<ValidationReport> bestValidation) {}
