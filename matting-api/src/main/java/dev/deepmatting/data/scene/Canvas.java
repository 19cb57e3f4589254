package dev.deepmatting.data.scene;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;

/** Premultiplied colours and alpha in float, drawn over each other. Not thread-safe. */
final class Canvas {
  static final int CHANNELS = 4;

  private final int width;
  private final int height;
  private final float[] values;

  Canvas(int width, int height) {
    this.width = width;
    this.height = height;
    values = new float[width * height * CHANNELS];
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** Returns its own array: red * alpha, green * alpha, blue * alpha, alpha. */
  float[] values() {
    return values;
  }

  float alpha(int pixel) {
    return values[pixel * CHANNELS + 3];
  }

  /** Returns the smallest part that contains everything drawn; empty if nothing is. */
  Part drawn() {
    int left = width;
    int right = 0;
    int top = height;
    int bottom = 0;
    for (int y = 0; y < height; y++) {
      int first = 0;
      while (first < width && isEmpty(y, first)) {
        first++;
      }
      if (first < width) {
        int last = width - 1;
        while (isEmpty(y, last)) {
          last--;
        }
        left = Math.min(left, first);
        right = Math.max(right, last + 1);
        top = Math.min(top, y);
        bottom = y + 1;
      }
    }
    return bottom == 0 ? new Part(0, 0, 0, 0) : new Part(left, top, right, bottom);
  }

  private boolean isEmpty(int y, int x) {
    return values[(y * width + x) * CHANNELS + 3] == 0;
  }

  /** Returns whether a point is in a fully covered pixel. */
  boolean solidAt(double x, double y) {
    int column = (int) Math.floor(x);
    int row = (int) Math.floor(y);
    return column >= 0
        && row >= 0
        && column < width
        && row < height
        && alpha(row * width + column) > 0.999f;
  }

  /** Draws by Porter and Duff's "over". */
  void over(int pixel, float red, float green, float blue, float alpha) {
    int at = pixel * CHANNELS;
    float keep = 1 - alpha;
    values[at] = red * alpha + values[at] * keep;
    values[at + 1] = green * alpha + values[at + 1] * keep;
    values[at + 2] = blue * alpha + values[at + 2] * keep;
    values[at + 3] = alpha + values[at + 3] * keep;
  }

  /** Draws another canvas of the same size over this one. */
  void over(Canvas front) {
    for (int at = 0; at < values.length; at += CHANNELS) {
      float keep = 1 - front.values[at + 3];
      for (int channel = 0; channel < CHANNELS; channel++) {
        values[at + channel] = front.values[at + channel] + values[at + channel] * keep;
      }
    }
  }

  /** Erases: alpha becomes alpha * (1 - coverage). */
  void erase(int pixel, float coverage) {
    int at = pixel * CHANNELS;
    float keep = 1 - coverage;
    for (int channel = 0; channel < CHANNELS; channel++) {
      values[at + channel] *= keep;
    }
  }

  AlphaMatte toAlpha() {
    float[] alpha = new float[width * height];
    for (int pixel = 0; pixel < alpha.length; pixel++) {
      alpha[pixel] = level(pixel) / 255f;
    }
    return AlphaMatte.of(width, height, alpha);
  }

  /** Returns alpha in 8 bits. */
  int level(int pixel) {
    return Math.max(0, Math.min(255, (int) (alpha(pixel) * 255 + 0.5f)));
  }

  /** Returns the pure colours; where alpha is 0, those of the nearest surroundings. */
  RgbImage toColours() {
    return RgbImage.of8(width, height, ColourSpread.pureColours(this));
  }

  /** Returns the colours unchanged, for a fully covered canvas. */
  RgbImage toOpaque() {
    byte[] bytes = new byte[width * height * 3];
    for (int pixel = 0, to = 0; pixel < width * height; pixel++) {
      for (int channel = 0; channel < 3; channel++, to++) {
        bytes[to] = toByte(values[pixel * CHANNELS + channel]);
      }
    }
    return RgbImage.of8(width, height, bytes);
  }

  static byte toByte(float value) {
    return (byte) Math.max(0, Math.min(255, (int) (value * 255 + 0.5f)));
  }
}
