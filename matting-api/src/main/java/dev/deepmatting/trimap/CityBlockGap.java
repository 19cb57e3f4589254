package dev.deepmatting.trimap;

import dev.deepmatting.image.Trimap;

/** How far foreground and background are apart, in steps between neighbours that share a side. */
final class CityBlockGap {
  private CityBlockGap() {}

  /**
   * The number of steps from the background's outline to the nearest foreground pixel: the
   * smallest, or the smallest after a share of the outline was left out.
   *
   * @param values a trimap's, row-major
   * @param most what is returned if it is further, or if one of the two is absent; a short
   * @param leftOut which share of the outline's pixels, the nearest ones, does not count
   */
  static int between(byte[] values, int width, int most, double leftOut) {
    short[] steps = stepsToForeground(values, width, most);
    int[] outline = new int[most + 1];
    long pixels = 0;
    for (int at = 0; at < steps.length; at++) {
      if (values[at] == Trimap.BACKGROUND && isOutline(values, width, at)) {
        outline[steps[at]]++;
        pixels++;
      }
    }
    double ignored = leftOut * pixels;
    int gap = 0;
    for (double reached = outline[0]; gap < most && reached <= ignored; reached += outline[gap]) {
      gap++;
    }
    return gap;
  }

  private static short[] stepsToForeground(byte[] values, int width, int most) {
    short[] steps = new short[values.length];
    for (int at = 0; at < steps.length; at++) {
      int above = at >= width ? steps[at - width] : most;
      int before = at % width > 0 ? steps[at - 1] : most;
      boolean foreground = values[at] == (byte) Trimap.FOREGROUND;
      steps[at] = (short) (foreground ? 0 : Math.min(most, 1 + Math.min(above, before)));
    }
    for (int at = steps.length - 1; at >= 0; at--) {
      int below = at + width < steps.length ? steps[at + width] : most;
      int after = (at + 1) % width > 0 ? steps[at + 1] : most;
      steps[at] = (short) Math.min(steps[at], 1 + Math.min(below, after));
    }
    return steps;
  }

  private static boolean isOutline(byte[] values, int width, int at) {
    int x = at % width;
    return x > 0 && values[at - 1] != Trimap.BACKGROUND
        || x + 1 < width && values[at + 1] != Trimap.BACKGROUND
        || at >= width && values[at - width] != Trimap.BACKGROUND
        || at + width < values.length && values[at + width] != Trimap.BACKGROUND;
  }
}
