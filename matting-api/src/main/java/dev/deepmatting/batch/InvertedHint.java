package dev.deepmatting.batch;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.Trimap;
import java.util.Optional;

/**
 * Recognises trimaps and mattes that look inverted: foreground along the picture's whole border,
 * and background only within. Objects seldom surround a picture, so this is a guess.
 */
final class InvertedHint {
  /** The share of the border that is foreground. */
  private static final double BORDER = 0.95;

  /** The share of the picture that is background. */
  private static final double WITHIN = 0.02;

  /** The least and the greatest alpha of what counts as background and foreground. */
  private static final float NEARLY_NONE = 0.01f;

  private static final float NEARLY_ALL = 0.99f;

  private final int width;
  private final int height;
  private long background;
  private long borderForeground;
  private long borderBackground;

  private InvertedHint(int width, int height) {
    this.width = width;
    this.height = height;
  }

  static Optional<String> of(String name, Trimap trimap) {
    InvertedHint check = new InvertedHint(trimap.width(), trimap.height());
    byte[] row = new byte[trimap.width()];
    for (int y = 0; y < trimap.height(); y++) {
      trimap.readRow(y, row);
      for (int x = 0; x < row.length; x++) {
        int value = row[x] & 0xff;
        check.count(x, y, value == Trimap.FOREGROUND, value == Trimap.BACKGROUND);
      }
    }
    return check.told("trimap " + name);
  }

  static Optional<String> of(String name, AlphaMatte alpha) {
    InvertedHint check = new InvertedHint(alpha.width(), alpha.height());
    float[] row = new float[alpha.width()];
    for (int y = 0; y < alpha.height(); y++) {
      alpha.readRow(y, row);
      for (int x = 0; x < row.length; x++) {
        check.count(x, y, row[x] >= NEARLY_ALL, row[x] <= NEARLY_NONE);
      }
    }
    return check.told("alpha " + name);
  }

  private void count(int x, int y, boolean isForeground, boolean isBackground) {
    background += isBackground ? 1 : 0;
    if (x == 0 || y == 0 || x == width - 1 || y == height - 1) {
      borderForeground += isForeground ? 1 : 0;
      borderBackground += isBackground ? 1 : 0;
    }
  }

  private Optional<String> told(String what) {
    long border = Math.min((long) width * height, 2L * (width + height) - 4);
    boolean inverted =
        borderForeground >= BORDER * border
            && borderBackground == 0
            && background >= WITHIN * width * height;
    return inverted
        ? Optional.of(
            what
                + " may be inverted: the picture's whole border is foreground, and background is"
                + " within; wanted 0 for background and 255 for foreground")
        : Optional.empty();
  }
}
