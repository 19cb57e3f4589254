package dev.deepmatting.internal.report;

import dev.deepmatting.train.Checkpoint;
import dev.deepmatting.train.TrainingResult;
import dev.deepmatting.train.TrainingStart;
import java.time.Instant;
import java.util.Optional;

/**
 * The content of a page besides the curves.
 *
 * @param start what the run set out to do
 * @param checkpoint the last one of this call
 * @param result the outcome of the run, once it is over
 * @param written when the page is written
 */
record ReportState(
    TrainingStart start,
    Optional<Checkpoint> checkpoint,
    Optional<TrainingResult> result,
    Instant written) {}
