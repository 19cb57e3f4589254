package dev.deepmatting.internal.pixel;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import java.util.function.DoubleBinaryOperator;

/** Pictures by formula. */
final class Pictures {
  private Pictures() {}

  interface Sample {
    int at(int x, int y, int channel);
  }

  static RgbImage colours(int width, int height, Sample sample) {
    byte[] samples = new byte[width * height * 3];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) sample.at(i / 3 % width, i / 3 / width, i % 3);
    }
    return RgbImage.of8(width, height, samples);
  }

  /** Restless: every pixel differs from its neighbours. */
  static RgbImage colours(int width, int height) {
    return colours(width, height, (x, y, c) -> (37 * x + 91 * y + 53 * c + 7 * x * y) % 256);
  }

  /** Alpha at the pixel centres, rounded to float. */
  static AlphaMatte alpha(int width, int height, DoubleBinaryOperator value) {
    float[] values = new float[width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) value.applyAsDouble(i % width + 0.5, i / width + 0.5);
    }
    return AlphaMatte.of(width, height, values);
  }

  static AlphaMatte alpha(int width, int height) {
    return alpha(
        width,
        height,
        (x, y) -> {
          int i = (int) x;
          int j = (int) y;
          return (29 * i + 67 * j + 5 * i * j) % 256 / 255.0;
        });
  }

  static AlphaMatte opaque(int width, int height) {
    return alpha(width, height, (x, y) -> 1);
  }

  /** The map that scales a whole source to a whole result. */
  static Affine fit(double sourceWidth, double sourceHeight, int width, int height) {
    return Affine.scaling(sourceWidth / width, sourceHeight / height);
  }
}
