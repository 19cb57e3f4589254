package dev.deepmatting.train;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The outcome of a run.
 *
 * @param progress how far the run got
 * @param complete whether all steps are done; false if it stopped as asked
 * @param model the best model so far by validation SAD, or the last one without validation: a file
 *     for {@code Matting.load}
 * @param lastCheckpoint the last checkpoint, to resume from
 * @param bestValidation the validation of the best model, if this call ran one
 * @since 0.1
 */
public record TrainingResult(
    Progress progress,
    boolean complete,
    Path model,
    Checkpoint lastCheckpoint,
    Optional<ValidationReport> bestValidation) {}
