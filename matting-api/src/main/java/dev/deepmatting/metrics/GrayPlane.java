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
    int width = matte.width();
    byte[] samples = new byte[width * matte.height()];
    byte[] row = new byte[width];
    for (int y = 0; y < matte.height(); y++) {
      matte.readRow8(y, row);
      System.arraycopy(row, 0, samples, y * width, width);
    }
    return new GrayPlane(width, matte.height(), samples);
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
