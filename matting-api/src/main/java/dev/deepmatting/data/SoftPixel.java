package dev.deepmatting.data;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;

/**
 * A pixel that is unknown in any trimap: translucent, or outside and directly next to the object.
 *
 * @param x its column
 * @param y its row
 */
record SoftPixel(int x, int y) {
  /** With a thousandth of the pixels soft, one of fifty searches falls back to the slow way. */
  private static final int TRIES = 4000;

  /**
   * Draws one uniformly from the translucent pixels; from the edge if there are none.
   *
   * @throws InvalidInputException if alpha is 0 everywhere or 1 everywhere
   */
  static SoftPixel draw(Foreground foreground, SampleRandom random) {
    AlphaMatte alpha = foreground.alpha();
    for (int i = 0; i < TRIES; i++) {
      int x = random.between(0, alpha.width() - 1);
      int y = random.between(0, alpha.height() - 1);
      if (isSoft(alpha.alphaAt(x, y))) {
        return new SoftPixel(x, y);
      }
    }
    float[] values = alpha.toFloatArray();
    int soft = count(values, alpha.width(), false);
    int candidates = soft > 0 ? soft : count(values, alpha.width(), true);
    if (candidates == 0) {
      throw flat(foreground.name(), values[0]);
    }
    return find(values, alpha.width(), soft == 0, random.between(0, candidates - 1));
  }

  /** Returns the error for an alpha that is the same everywhere. */
  static InvalidInputException flat(String name, float alpha) {
    return new InvalidInputException(
        "alpha of " + name + " is " + alpha + " everywhere, wanted an object and its surroundings");
  }

  private static int count(float[] alpha, int width, boolean edge) {
    int count = 0;
    for (int i = 0; i < alpha.length; i++) {
      count += isCandidate(alpha, width, i, edge) ? 1 : 0;
    }
    return count;
  }

  private static SoftPixel find(float[] alpha, int width, boolean edge, int number) {
    int left = number;
    for (int i = 0; i < alpha.length; i++) {
      if (isCandidate(alpha, width, i, edge) && left-- == 0) {
        return new SoftPixel(i % width, i / width);
      }
    }
    throw new IllegalStateException("candidate " + number + " is gone");
  }

  private static boolean isCandidate(float[] alpha, int width, int i, boolean edge) {
    return edge ? isBesideTheObject(alpha, width, i) : isSoft(alpha[i]);
  }

  private static boolean isBesideTheObject(float[] alpha, int width, int i) {
    return alpha[i] == 0
        && ((i % width > 0 && alpha[i - 1] > 0)
            || (i >= width && alpha[i - width] > 0)
            || ((i + 1) % width > 0 && alpha[i + 1] > 0)
            || (i + width < alpha.length && alpha[i + width] > 0));
  }

  /** Returns whether alpha is neither 0 nor 255 in 8 bits. */
  private static boolean isSoft(float alpha) {
    return alpha >= 0.5 / 255 && alpha < 254.5 / 255;
  }
}
