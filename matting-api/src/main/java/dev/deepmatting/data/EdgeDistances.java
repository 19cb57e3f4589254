package dev.deepmatting.data;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.pixel.DistanceTransform;
import java.util.function.IntPredicate;

/**
 * The distance of each known pixel from the edge: for alpha 0, from the nearest pixel that is not
 * background; for alpha 1, from the nearest that is not foreground. In pixels, between centres;
 * infinite without an edge.
 */
final class EdgeDistances {
  private static final int OPAQUE = 255;

  private final int width;
  private final int height;
  private final float[] outside;
  private final float[] inside;

  private EdgeDistances(int width, int height, float[] outside, float[] inside) {
    this.width = width;
    this.height = height;
    this.outside = outside;
    this.inside = inside;
  }

  static EdgeDistances of(AlphaMatte alpha) {
    int width = alpha.width();
    int height = alpha.height();
    boolean[] notBackground = new boolean[width * height];
    boolean[] notForeground = new boolean[width * height];
    byte[] row = new byte[width];
    for (int y = 0, at = 0; y < height; y++) {
      alpha.readRow8(y, row);
      for (int x = 0; x < width; x++, at++) {
        notBackground[at] = row[x] != 0;
        notForeground[at] = (row[x] & 0xff) != OPAQUE;
      }
    }
    return new EdgeDistances(
        width,
        height,
        distances(notBackground, width, height),
        distances(notForeground, width, height));
  }

  private static float[] distances(boolean[] mask, int width, int height) {
    double[] squared = DistanceTransform.squared(mask, width, height);
    float[] distances = new float[squared.length];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = (float) Math.sqrt(squared[i]);
    }
    return distances;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** Returns the distances from background to the object; 0 elsewhere. */
  float[] outside() {
    return outside;
  }

  /** Returns the distances from foreground to its end; 0 elsewhere. */
  float[] inside() {
    return inside;
  }

  /** Returns the longest, or 0 without pixels of the kind. */
  static float longest(float[] distances) {
    float longest = 0;
    for (float distance : distances) {
      longest = Math.max(longest, distance);
    }
    return longest;
  }

  /** Returns a trimap whose known pixels are the selected ones with a matching alpha. */
  Trimap trimap(IntPredicate foreground, IntPredicate background) {
    byte[] values = new byte[width * height];
    for (int i = 0; i < values.length; i++) {
      if (inside[i] > 0 && foreground.test(i)) {
        values[i] = (byte) Trimap.FOREGROUND;
      } else if (!(outside[i] > 0 && background.test(i))) {
        values[i] = (byte) Trimap.UNKNOWN;
      }
    }
    return Trimap.of(width, height, values);
  }
}
