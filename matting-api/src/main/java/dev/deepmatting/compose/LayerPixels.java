package dev.deepmatting.compose;

import dev.deepmatting.image.RgbImage;

/**
 * Collects the rows of a layer, rounded to 8 or 16 bits. Threads can put different rows at once.
 */
final class LayerPixels {
  private static final float MAXIMUM_8 = 255f;
  private static final float MAXIMUM_16 = 65535f;
  private static final float HALF = 0.5f;

  private final int width;
  private final int height;
  private final int firstPlane;
  private final boolean wide;
  // One of the two is empty.
  private final byte[] bytes;
  private final short[] shorts;

  private LayerPixels(RgbImage like, int firstPlane) {
    width = like.width();
    height = like.height();
    this.firstPlane = firstPlane;
    int samples = SweptRow.CHANNELS * width * height;
    wide = like.bitDepth() > 8;
    bytes = new byte[wide ? 0 : samples];
    shorts = new short[wide ? samples : 0];
  }

  static LayerPixels foreground(RgbImage like) {
    return new LayerPixels(like, 0);
  }

  static LayerPixels background(RgbImage like) {
    return new LayerPixels(like, SweptRow.CHANNELS);
  }

  void put(int y, float[][] planes) {
    for (int channel = 0; channel < SweptRow.CHANNELS; channel++) {
      float[] plane = planes[firstPlane + channel];
      int to = SweptRow.CHANNELS * y * width + channel;
      if (wide) {
        round16(plane, to);
      } else {
        round8(plane, bytes, to, SweptRow.CHANNELS);
      }
    }
  }

  /** Rounds colours of 0 to 1 to the nearest of 8 bits. */
  static void round8(float[] plane, byte[] target, int to, int step) {
    for (int x = 0, at = to; x < plane.length; x++, at += step) {
      target[at] = (byte) (int) (plane[x] * MAXIMUM_8 + HALF);
    }
  }

  private void round16(float[] plane, int to) {
    for (int x = 0, at = to; x < width; x++, at += SweptRow.CHANNELS) {
      shorts[at] = (short) (int) (plane[x] * MAXIMUM_16 + HALF);
    }
  }

  RgbImage toImage() {
    return wide ? RgbImage.of16(width, height, shorts) : RgbImage.of8(width, height, bytes);
  }
}
