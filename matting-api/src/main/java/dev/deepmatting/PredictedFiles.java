package dev.deepmatting;

import java.nio.file.Path;

/**
 * The files of one prediction. Immutable.
 *
 * @param alpha the alpha matte, an 8-bit gray PNG file
 * @param cutOut the object's estimated colours with the matte as transparency, an 8-bit PNG file
 * @since 0.1
 */
public record PredictedFiles(Path alpha, Path cutOut) {}
