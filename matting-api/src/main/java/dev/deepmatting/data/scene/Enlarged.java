package dev.deepmatting.data.scene;

/** Bilinear enlargement. */
final class Enlarged {
  private Enlarged() {}

  /** The colours of a canvas, interleaved; it must have {@code size / factor + 2} pixels. */
  static float[] of(Canvas small, int width, int height, int factor) {
    float[] rgb = new float[width * height * 3];
    float[] from = small.values();
    int stride = small.width() * Canvas.CHANNELS;
    for (int y = 0, to = 0; y < height; y++) {
      float fy = y % factor / (float) factor;
      int row = y / factor * stride;
      for (int x = 0; x < width; x++) {
        float fx = x % factor / (float) factor;
        int at = row + x / factor * Canvas.CHANNELS;
        for (int channel = 0; channel < 3; channel++, to++, at++) {
          float upper = from[at] + (from[at + 4] - from[at]) * fx;
          float lower = from[at + stride] + (from[at + stride + 4] - from[at + stride]) * fx;
          rgb[to] = upper + (lower - upper) * fy;
        }
      }
    }
    return rgb;
  }
}
