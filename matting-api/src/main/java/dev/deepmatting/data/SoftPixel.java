package dev.deepmatting.data;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;

/**
 * A pixel that is unknown in any trimap: translucent, or outside right beside the object.
 *
 * @param x its column
 * @param y its row
 */
record SoftPixel(int x, int y) {
  /** With a thousandth of soft pixels, one of fifty searches goes on to the slow way. */
  private static final int TRIES = 4000;

  /**
   * Draws one evenly from the translucent pixels; from the edge if there are none.
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
    int soft = count(alpha, false);
    int candidates = soft > 0 ? soft : count(alpha, true);
    if (candidates == 0) {
      throw flat(foreground.name(), alpha.alphaAt(0, 0));
    }
    return find(alpha, soft == 0, random.between(0, candidates - 1));
  }

  /** What is wrong with an alpha that is the same everywhere. */
  static InvalidInputException flat(String name, float alpha) {
    return new InvalidInputException(
        "alpha of " + name + " is " + alpha + " everywhere, wanted an object and its surroundings");
  }

  private static int count(AlphaMatte alpha, boolean edge) {
    int count = 0;
    for (int y = 0; y < alpha.height(); y++) {
      for (int x = 0; x < alpha.width(); x++) {
        count += isCandidate(alpha, x, y, edge) ? 1 : 0;
      }
    }
    return count;
  }

  private static SoftPixel find(AlphaMatte alpha, boolean edge, int number) {
    int left = number;
    for (int y = 0; y < alpha.height(); y++) {
      for (int x = 0; x < alpha.width(); x++) {
        if (isCandidate(alpha, x, y, edge) && left-- == 0) {
          return new SoftPixel(x, y);
        }
      }
    }
    throw new IllegalStateException("candidate " + number + " is gone");
  }

  private static boolean isCandidate(AlphaMatte alpha, int x, int y, boolean edge) {
    return edge ? isBesideTheObject(alpha, x, y) : isSoft(alpha.alphaAt(x, y));
  }

  private static boolean isBesideTheObject(AlphaMatte alpha, int x, int y) {
    return alpha.alphaAt(x, y) == 0
        && ((x > 0 && alpha.alphaAt(x - 1, y) > 0)
            || (y > 0 && alpha.alphaAt(x, y - 1) > 0)
            || (x + 1 < alpha.width() && alpha.alphaAt(x + 1, y) > 0)
            || (y + 1 < alpha.height() && alpha.alphaAt(x, y + 1) > 0));
  }

  /** In 8 bits neither 0 nor 255. */
  private static boolean isSoft(float alpha) {
    return alpha >= 0.5 / 255 && alpha < 254.5 / 255;
  }
}
