package dev.deepmatting.metrics;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.Trimap;
import java.util.function.IntBinaryOperator;

/** Mattes and trimaps from formulas of column and row. */
final class Planes {
  private Planes() {}

  static AlphaMatte matte(int width, int height, IntBinaryOperator valueAt) {
    float[] values = new float[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        values[y * width + x] = valueAt.applyAsInt(x, y) / 255f;
      }
    }
    return AlphaMatte.of(width, height, values);
  }

  static Trimap trimap(int width, int height, IntBinaryOperator valueAt) {
    byte[] values = new byte[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        values[y * width + x] = (byte) valueAt.applyAsInt(x, y);
      }
    }
    return Trimap.of(width, height, values);
  }

  static Trimap unknown(int width, int height) {
    return trimap(width, height, (x, y) -> Trimap.UNKNOWN);
  }
}
