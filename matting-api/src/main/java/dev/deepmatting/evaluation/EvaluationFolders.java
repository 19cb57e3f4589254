package dev.deepmatting.evaluation;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the pictures of a data set lie.
 *
 * @param predictions predicted mattes; empty where a network predicts
 * @param truths true mattes
 * @param trimaps folders of trimaps; none where the whole image is scored
 * @param images photographs; may be empty with predictions
 */
record EvaluationFolders(
    Optional<Path> predictions, Path truths, List<Path> trimaps, Optional<Path> images) {}
