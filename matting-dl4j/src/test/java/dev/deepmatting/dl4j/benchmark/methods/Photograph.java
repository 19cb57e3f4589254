package dev.deepmatting.dl4j.benchmark.methods;

import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapThresholds;
import java.nio.file.Path;

/**
 * A picture with its trimap, in files.
 *
 * @param name names it
 * @param image the picture
 * @param trimap its trimap
 * @param unknown how many of its pixels are unknown
 * @param pixels how many there are
 */
record Photograph(String name, Path image, Path trimap, long unknown, long pixels) {
  static Photograph of(String name, Path image, Path trimap) {
    Trimap known = ImageFiles.standard().readTrimap(trimap, TrimapThresholds.standard());
    long pixels = (long) known.width() * known.height();
    return new Photograph(name, image, trimap, known.unknownCount(), pixels);
  }
}
