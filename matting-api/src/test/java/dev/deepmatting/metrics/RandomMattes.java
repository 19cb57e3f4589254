package dev.deepmatting.metrics;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.Trimap;
import java.util.Random;
import java.util.function.IntBinaryOperator;

/** Mattes of random size and kind, the same for the same seed. */
final class RandomMattes {
  private final Random random;
  final int width;
  final int height;

  RandomMattes(long seed) {
    random = new Random(seed);
    width = 1 + random.nextInt(40);
    height = 1 + random.nextInt(40);
  }

  /** Noise, a ramp, blobs of full opacity, or a few levels. */
  int[] values() {
    IntBinaryOperator kind =
        switch (random.nextInt(4)) {
          case 0 -> (x, y) -> random.nextInt(256);
          case 1 -> (x, y) -> clamp(7 * x - 3 * y + random.nextInt(9));
          case 2 -> blobs();
          default -> (x, y) -> 51 * random.nextInt(6);
        };
    int[] values = new int[width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = kind.applyAsInt(i % width, i / width);
    }
    return values;
  }

  private IntBinaryOperator blobs() {
    int radius = 1 + random.nextInt(12);
    int spacing = radius + 1 + random.nextInt(20);
    return (x, y) -> {
      int right = x % spacing - spacing / 2;
      int down = y % spacing - spacing / 2;
      return clamp(255 * (radius * radius - right * right - down * down) / (radius * radius) * 2);
    };
  }

  /** Each value moved away from its partner by 0 to 30. */
  int[] fartherFrom(int[] truth, int[] prediction) {
    int[] moved = new int[prediction.length];
    for (int i = 0; i < moved.length; i++) {
      int direction = prediction[i] >= truth[i] ? 1 : -1;
      moved[i] = clamp(prediction[i] + direction * random.nextInt(31));
    }
    return moved;
  }

  /** Has at least one unknown pixel. */
  Trimap trimap() {
    int[] kinds = {Trimap.BACKGROUND, Trimap.UNKNOWN, Trimap.FOREGROUND};
    return Planes.trimap(
        width, height, (x, y) -> x + y == 0 ? Trimap.UNKNOWN : kinds[random.nextInt(3)]);
  }

  AlphaMatte matte(int[] values) {
    return Planes.matte(width, height, (x, y) -> values[y * width + x]);
  }

  /** The values on a larger canvas of 0, from a place on. */
  AlphaMatte onCanvas(int[] values, int left, int top) {
    return Planes.matte(
        width + 30,
        height + 30,
        (x, y) -> {
          boolean inside = x >= left && x < left + width && y >= top && y < top + height;
          return inside ? values[(y - top) * width + x - left] : 0;
        });
  }

  int shift() {
    return 5 + random.nextInt(20);
  }

  private static int clamp(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
