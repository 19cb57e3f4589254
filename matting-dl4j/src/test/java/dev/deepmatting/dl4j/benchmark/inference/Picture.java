package dev.deepmatting.dl4j.benchmark.inference;

import dev.deepmatting.dl4j.internal.predict.ComputedShares;
import dev.deepmatting.image.Trimap;
import java.nio.file.Path;

/**
 * A photograph or composite on disk.
 *
 * @param truth its true alpha; null if nobody knows it
 * @param unknownShare of its pixels, 0 to 1
 * @param forcedShare of its area that lies around unknown pixels, within their surroundings
 * @param tilesShare of its area that tiles compute
 */
record Picture(
    String name,
    Path image,
    Path trimap,
    Path truth,
    double unknownShare,
    double forcedShare,
    double tilesShare) {
  static Picture of(String name, Path image, Path trimapFile, Path truth, Trimap trimap) {
    ComputedShares shares = new ComputedShares(trimap);
    return new Picture(
        name, image, trimapFile, truth, unknownShare(trimap), shares.forced(), shares.tiles());
  }

  static double unknownShare(Trimap trimap) {
    return (double) trimap.unknownCount() / trimap.width() / trimap.height();
  }
}
