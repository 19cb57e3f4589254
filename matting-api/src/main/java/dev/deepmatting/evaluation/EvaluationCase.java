package dev.deepmatting.evaluation;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The files of one row of a report.
 *
 * @param name names the row
 * @param prediction the predicted matte; empty where a network predicts it
 * @param truth the true matte
 * @param trimap the trimap; empty where the whole image is scored without one
 * @param image the photograph; empty where there is none to show
 */
record EvaluationCase(
    String name,
    Optional<Path> prediction,
    Path truth,
    Optional<Path> trimap,
    Optional<Path> image) {}
