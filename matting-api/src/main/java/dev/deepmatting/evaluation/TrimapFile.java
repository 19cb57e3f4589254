package dev.deepmatting.evaluation;

import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapThresholds;
import java.nio.file.Path;

/**
 * A trimap as it counts, and how much of its file is not as a trimap should be.
 *
 * @param file where it was read
 * @param trimap what counts as known and unknown
 * @param unusual how many pixels are neither 0, 128 nor 255
 */
record TrimapFile(Path file, Trimap trimap, long unusual) {
  private static final TrimapThresholds ENDS = new TrimapThresholds(0, 255);

  static TrimapFile read(ImageFiles files, Path file, TrimapThresholds thresholds) {
    return files.read(
        file,
        image -> {
          long between = Trimap.of(image, ENDS).unknownCount();
          long exact = Trimap.of(image, TrimapThresholds.exact()).unknownCount();
          return new TrimapFile(file, Trimap.of(image, thresholds), between - exact);
        });
  }
}
