package dev.deepmatting.internal.pixel;

import java.util.Arrays;

/** A rectangle of a source as floats; beyond the source's border the nearest pixel is repeated. */
final class Patch {
  private final PixelSource source;
  private final int channels;
  private int left;
  private int top;
  private int width;
  private float[] row = {};
  private float[] values = {};

  Patch(PixelSource source) {
    this.source = source;
    channels = source.channels();
  }

  /** Reads columns left to right - 1 and rows top to bottom - 1, any of which can be outside. */
  void load(int left, int top, int right, int bottom) {
    this.left = left;
    this.top = top;
    width = right - left;
    int samples = width * channels;
    int needed = Math.multiplyExact(samples, bottom - top);
    if (values.length < needed) {
      values = new float[needed];
    }
    int from = Reach.inside(left, source.width());
    int to = Reach.inside(right - 1, source.width());
    if (row.length < (to - from + 1) * channels) {
      row = new float[(to - from + 1) * channels];
    }
    for (int y = top, at = 0; y < bottom; y++, at += samples) {
      source.read(from, Reach.inside(y, source.height()), to - from + 1, 1, row);
      spread(from, to, at);
    }
  }

  float[] values() {
    return values;
  }

  /** Returns where a pixel's samples start. */
  int index(int x, int y) {
    return ((y - top) * width + x - left) * channels;
  }

  /** Returns how many samples one row has. */
  int stride() {
    return width * channels;
  }

  /** Copies the row of source columns from..to into place and repeats its ends. */
  private void spread(int from, int to, int at) {
    // A patch entirely outside has no pixels of its own.
    int before = Math.max(0, Math.min(width - 1, from - left));
    int inside = Math.min(to - from + 1, width - before);
    System.arraycopy(row, 0, values, at + before * channels, inside * channels);
    repeat(at + before * channels, at, before);
    int end = before + inside;
    repeat(at + (end - 1) * channels, at + end * channels, width - end);
  }

  private void repeat(int pixel, int to, int times) {
    if (channels == 1) {
      Arrays.fill(values, to, to + times, values[pixel]);
      return;
    }
    for (int i = 0; i < times; i++) {
      System.arraycopy(values, pixel, values, to + i * channels, channels);
    }
  }
}
