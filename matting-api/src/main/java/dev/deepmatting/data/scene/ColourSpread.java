package dev.deepmatting.data.scene;

/**
 * Pure colours of a canvas, spread to where there are none, so that a resampled foreground has no
 * dark rim. Pull-push over a pyramid, after Gortler et al. 1996 (The Lumigraph), without smoothing.
 */
final class ColourSpread {
  private static final int C = Canvas.CHANNELS;

  private ColourSpread() {}

  static byte[] pureColours(Canvas canvas) {
    byte[] bytes = new byte[canvas.width() * canvas.height() * 3];
    float[] filled = filled(canvas.values(), canvas.width(), canvas.height());
    for (int from = 0, to = 0; from < filled.length; from += C, to += 3) {
      for (int channel = 0; channel < 3; channel++) {
        bytes[to + channel] = Canvas.toByte(filled[from + channel]);
      }
    }
    return bytes;
  }

  /** Colours that are not premultiplied any more; the fourth channel means nothing. */
  private static float[] filled(float[] level, int width, int height) {
    float[] pure = new float[level.length];
    boolean complete = true;
    for (int at = 0; at < level.length; at += C) {
      float alpha = level[at + 3];
      if (alpha >= 1e-4f) {
        float scale = 1 / alpha;
        pure[at] = level[at] * scale;
        pure[at + 1] = level[at + 1] * scale;
        pure[at + 2] = level[at + 2] * scale;
      } else {
        complete = false;
      }
    }
    if (!complete && level.length > C) {
      int halfWidth = (width + 1) / 2;
      int halfHeight = (height + 1) / 2;
      float[] coarse = filled(halved(level, width, height, halfWidth), halfWidth, halfHeight);
      spread(level, pure, width, coarse, halfWidth);
    }
    return pure;
  }

  private static float[] halved(float[] level, int width, int height, int halfWidth) {
    float[] half = new float[halfWidth * ((height + 1) / 2) * C];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int from = (y * width + x) * C;
        int to = (y / 2 * halfWidth + x / 2) * C;
        for (int channel = 0; channel < C; channel++) {
          half[to + channel] += level[from + channel];
        }
      }
    }
    return half;
  }

  private static void spread(
      float[] level, float[] pure, int width, float[] coarse, int coarseWidth) {
    for (int at = 0, pixel = 0; at < level.length; at += C, pixel++) {
      if (level[at + 3] < 1e-4f) {
        int from = (pixel / width / 2 * coarseWidth + pixel % width / 2) * C;
        System.arraycopy(coarse, from, pure, at, 3);
      }
    }
  }
}
