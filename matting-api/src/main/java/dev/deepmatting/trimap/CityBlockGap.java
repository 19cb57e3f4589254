package dev.deepmatting.trimap;

import dev.deepmatting.image.Trimap;

/** How far foreground and background are apart, in steps between neighbours that share a side. */
final class CityBlockGap {
  private CityBlockGap() {}

  /**
   * The smallest number of steps from a foreground pixel to a background pixel.
   *
   * @param values a trimap's, row-major
   * @param most what is returned if it is further, or if one of the two is absent; a short
   */
  static int between(byte[] values, int width, int most) {
    short[] steps = new short[values.length];
    for (int at = 0; at < steps.length; at++) {
      int above = at >= width ? steps[at - width] : most;
      int before = at % width > 0 ? steps[at - 1] : most;
      boolean foreground = values[at] == (byte) Trimap.FOREGROUND;
      steps[at] = (short) (foreground ? 0 : Math.min(most, 1 + Math.min(above, before)));
    }
    int gap = most;
    for (int at = steps.length - 1; at >= 0; at--) {
      int below = at + width < steps.length ? steps[at + width] : most;
      int after = (at + 1) % width > 0 ? steps[at + 1] : most;
      steps[at] = (short) Math.min(steps[at], 1 + Math.min(below, after));
      gap = values[at] == Trimap.BACKGROUND ? Math.min(gap, steps[at]) : gap;
    }
    return gap;
  }
}
