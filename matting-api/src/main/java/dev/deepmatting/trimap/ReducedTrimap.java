package dev.deepmatting.trimap;

import dev.deepmatting.image.Trimap;

/**
 * A trimap in blocks, so that a large picture is looked at as fast as a small one: a block is known
 * only if all of its pixels are alike, and has their mean colour.
 *
 * @param width blocks in a row
 * @param height rows of blocks
 * @param values what a block is, as in a trimap
 * @param colours the histogram's cell of its mean colour
 */
record ReducedTrimap(int width, int height, byte[] values, int[] colours) {
  private static final int LONGEST_SIDE = 400;

  static ReducedTrimap of(ReviewedTrimap reviewed) {
    int longest = Math.max(reviewed.width(), reviewed.height());
    int step = (longest + LONGEST_SIDE - 1) / LONGEST_SIDE;
    int width = (reviewed.width() + step - 1) / step;
    int height = (reviewed.height() + step - 1) / step;
    ReducedTrimap result =
        new ReducedTrimap(width, height, new byte[width * height], new int[width * height]);
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0; x < width; x++, at++) {
        result.fill(at, reviewed, x * step, y * step, step);
      }
    }
    return result;
  }

  private void fill(int block, ReviewedTrimap reviewed, int left, int top, int step) {
    int right = Math.min(left + step, reviewed.width());
    int bottom = Math.min(top + step, reviewed.height());
    byte first = reviewed.values()[top * reviewed.width() + left];
    boolean alike = true;
    int red = 0;
    int green = 0;
    int blue = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        alike &= reviewed.values()[y * reviewed.width() + x] == first;
        red += reviewed.image().sample8(x, y, 0);
        green += reviewed.image().sample8(x, y, 1);
        blue += reviewed.image().sample8(x, y, 2);
      }
    }
    int count = (right - left) * (bottom - top);
    values[block] = alike ? first : (byte) Trimap.UNKNOWN;
    colours[block] = ColourHistogram.cell(red / count, green / count, blue / count);
  }
}
