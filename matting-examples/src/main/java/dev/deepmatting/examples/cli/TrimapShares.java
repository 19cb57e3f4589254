package dev.deepmatting.examples.cli;

import dev.deepmatting.image.Trimap;

/**
 * How a trimap is divided, in shares of the picture.
 *
 * @param unknown 0 to 1
 * @param foreground 0 to 1
 * @param background 0 to 1
 */
record TrimapShares(double unknown, double foreground, double background) {
  static TrimapShares of(Trimap trimap) {
    double pixels = (double) trimap.width() * trimap.height();
    return new TrimapShares(
        trimap.unknownCount() / pixels,
        trimap.foregroundCount() / pixels,
        trimap.backgroundCount() / pixels);
  }
}
