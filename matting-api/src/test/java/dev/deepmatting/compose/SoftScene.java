package dev.deepmatting.compose;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;

/** A soft disc with strands around it, in waves of colour, on others. */
record SoftScene(RgbImage image, AlphaMatte alpha) {
  static SoftScene of(int width, int height, int bits) {
    float[] alpha = new float[width * height];
    byte[] bytes = new byte[3 * alpha.length];
    short[] shorts = new short[bytes.length];
    for (int y = 0, pixel = 0; y < height; y++) {
      for (int x = 0; x < width; x++, pixel++) {
        alpha[pixel] = alpha(x, y, width, height);
        for (int channel = 0; channel < 3; channel++) {
          double front = 0.15 + 0.1 * Math.sin(x / (9.0 + channel));
          double back = 0.6 + 0.3 * Math.cos(y / (11.0 + channel) + x / 50.0);
          double mixed = alpha[pixel] * front + (1 - alpha[pixel]) * back;
          bytes[3 * pixel + channel] = (byte) Math.round(255 * mixed);
          shorts[3 * pixel + channel] = (short) Math.round(65535 * mixed);
        }
      }
    }
    RgbImage image =
        bits == 8 ? RgbImage.of8(width, height, bytes) : RgbImage.of16(width, height, shorts);
    return new SoftScene(image, AlphaMatte.of(width, height, alpha));
  }

  private static float alpha(int x, int y, int width, int height) {
    double side = Math.min(width, height);
    double distance = Math.hypot(x - width / 2.0, y - height / 2.0);
    double strands =
        0.25 * Math.sin(x / 7.0) * Math.cos(y / 5.0) + 0.1 * Math.sin((x + 2 * y) / 3.0);
    double value = (0.35 * side - distance) / (0.08 * side) + strands;
    return (float) Math.max(0, Math.min(1, value));
  }
}
