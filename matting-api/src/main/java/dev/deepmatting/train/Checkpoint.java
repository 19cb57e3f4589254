package dev.deepmatting.train;

import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * A checkpoint on disk: everything that a run needs to go on as if it had never stopped.
 *
 * @param file where it is
 * @param progress what was done by then
 * @param validationSad the mean SAD of the last validation up to there, in thousands, if there was
 *     one
 * @since 0.1
 */
public record Checkpoint(Path file, Progress progress, OptionalDouble validationSad) {}
