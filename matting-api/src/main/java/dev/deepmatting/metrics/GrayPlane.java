package dev.deepmatting.metrics;

import dev.deepmatting.image.AlphaMatte;

/**
 * A matte in 8 bits, which is what the metrics are defined on.
 *
 * @param width pixels per row
 * @param height rows
 * @param samples width * height unsigned values, row-major
 */
record GrayPlane(int width, int height, byte[] samples) {
  /** Rounds half up, whatever depth the matte came with. */
  static GrayPlane of(AlphaMatte matte) {
    byte[] samples = new byte[matte.width() * matte.height()];
    matte.toGray8().getRaster().getDataElements(0, 0, matte.width(), matte.height(), samples);
    return new GrayPlane(matte.width(), matte.height(), samples);
  }

  /** The smaller of both at each pixel. */
  static GrayPlane minimum(GrayPlane left, GrayPlane right) {
    byte[] samples = new byte[left.samples.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) Math.min(left.at(i), right.at(i));
    }
    return new GrayPlane(left.width, left.height, samples);
  }

  int at(int index) {
    return samples[index] & 0xff;
  }
}
