package dev.deepmatting.dl4j.benchmark.inference;

import java.nio.file.Path;

/**
 * A photograph or composite on disk.
 *
 * @param truth its true alpha; null if nobody knows it
 * @param unknownShare of its pixels, 0 to 1
 */
record Picture(String name, Path image, Path trimap, Path truth, double unknownShare) {}
