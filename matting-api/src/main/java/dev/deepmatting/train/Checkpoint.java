package dev.deepmatting.train;

import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * A checkpoint on disk: everything a run needs to resume as if it had never stopped.
 *
 * @param file the file
 * @param progress the progress at that point
 * @param validationSad the mean SAD of the last validation before it, in thousands, if there was
 *     one
 * @since 0.1
 */
public record Checkpoint(Path file, Progress progress, OptionalDouble validationSad) {}
