package dev.deepmatting.data.scene;

/**
 * Spreads the pure colours of a canvas to pixels without any, so that a resampled foreground has no
 * dark rim. Pull-push over a pyramid, after Gortler et al. 1996 (The Lumigraph), without smoothing.
 */
final class ColourSpread {
  private static final int C = Canvas.CHANNELS;

  /** With less alpha, a colour is not known precisely enough. */
  private static final float LEAST_ALPHA = 1e-4f;

  private ColourSpread() {}

  static byte[] pureColours(Canvas canvas) {
    int width = canvas.width();
    float[] level = canvas.values();
    byte[] bytes = new byte[width * canvas.height() * 3];
    float[] coarse = coarse(level, width, canvas.height());
    for (int y = 0, from = 0, to = 0; y < canvas.height(); y++) {
      int above = y / 2 * ((width + 1) / 2) * C;
      for (int x = 0; x < width; x++, from += C, to += 3) {
        float alpha = level[from + 3];
        if (alpha >= LEAST_ALPHA) {
          float scale = 1 / alpha;
          bytes[to] = Canvas.toByte(level[from] * scale);
          bytes[to + 1] = Canvas.toByte(level[from + 1] * scale);
          bytes[to + 2] = Canvas.toByte(level[from + 2] * scale);
        } else if (coarse.length > 0) {
          int at = above + x / 2 * C;
          bytes[to] = Canvas.toByte(coarse[at]);
          bytes[to + 1] = Canvas.toByte(coarse[at + 1]);
          bytes[to + 2] = Canvas.toByte(coarse[at + 2]);
        }
      }
    }
    return bytes;
  }

  /** Returns colours that are no longer premultiplied; the fourth channel has no meaning. */
  private static float[] filled(float[] level, int width, int height) {
    float[] pure = new float[level.length];
    float[] coarse = coarse(level, width, height);
    for (int y = 0, at = 0; y < height; y++) {
      int above = y / 2 * ((width + 1) / 2) * C;
      for (int x = 0; x < width; x++, at += C) {
        float alpha = level[at + 3];
        if (alpha >= LEAST_ALPHA) {
          float scale = 1 / alpha;
          pure[at] = level[at] * scale;
          pure[at + 1] = level[at + 1] * scale;
          pure[at + 2] = level[at + 2] * scale;
        } else if (coarse.length > 0) {
          System.arraycopy(coarse, above + x / 2 * C, pure, at, 3);
        }
      }
    }
    return pure;
  }

  /** Returns the next level of half the size, filled; of length 0 where it is not needed. */
  private static float[] coarse(float[] level, int width, int height) {
    if (level.length <= C || isCovered(level)) {
      return new float[0];
    }
    int halfWidth = (width + 1) / 2;
    return filled(halved(level, width, height, halfWidth), halfWidth, (height + 1) / 2);
  }

  private static boolean isCovered(float[] level) {
    for (int at = 3; at < level.length; at += C) {
      if (level[at] < LEAST_ALPHA) {
        return false;
      }
    }
    return true;
  }

  private static float[] halved(float[] level, int width, int height, int halfWidth) {
    float[] half = new float[halfWidth * ((height + 1) / 2) * C];
    for (int y = 0, from = 0; y < height; y++) {
      int row = y / 2 * halfWidth * C;
      for (int x = 0; x < width; x++, from += C) {
        if (level[from + 3] != 0) {
          int to = row + x / 2 * C;
          half[to] += level[from];
          half[to + 1] += level[from + 1];
          half[to + 2] += level[from + 2];
          half[to + 3] += level[from + 3];
        }
      }
    }
    return half;
  }
}
