package dev.deepmatting;

import java.nio.file.Path;

/**
 * The files of one prediction. Immutable.
 *
 * @param alpha the alpha matte, a gray PNG file of 8 bits
 * @param cutOut the object's estimated colours with the matte as their transparency, a PNG file of
 *     8 bits
 * @since 0.1
 */
public record PredictedFiles(Path alpha, Path cutOut) {}
