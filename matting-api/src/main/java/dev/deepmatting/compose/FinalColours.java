package dev.deepmatting.compose;

/**
 * Computes the final colours of a swept row: the nearest colours that compose to the picture. For
 * one thread at a time.
 *
 * <p>For a pixel with alpha a and b = 1 - a, all pairs of a foreground F and a background B with I
 * = a F + b B are on a line. The point nearest to the swept pair is F + a r, B + b r with r = (I -
 * a F - b B) / (a a + b b); if it is beyond black or white, the end of the remaining line is taken.
 * Each colour has its own bounds, which give the same end of the line.
 */
final class FinalColours {
  /** Avoids division by an alpha of zero; the composition is off by no more than this. */
  private static final float TINY = 1e-5f;

  private final boolean exact;
  private final boolean background;
  private final float[][] planes;
  private final float[] scale;
  private final float[] lack;
  private final float[] share;
  private final float[] inverse;

  /**
   * Prepares rows.
   *
   * @param background whether to compute the background too
   */
  FinalColours(ForegroundEstimation settings, int width, boolean background) {
    exact = settings.isExact();
    this.background = background;
    planes = new float[SweptRow.PLANES][exact ? width : 0];
    scale = new float[width];
    lack = new float[width];
    share = new float[width];
    inverse = new float[width];
  }

  /**
   * Returns a row's colours.
   *
   * @return planes as those of {@link SweptRow#colours()}, valid until the next call; those of the
   *     background only if requested
   */
  float[][] of(SweptRow row) {
    if (!exact) {
      return row.colours();
    }
    float[] alpha = row.alpha();
    for (int x = 0; x < alpha.length; x++) {
      float a = alpha[x];
      scale[x] = 1 / (a * a + (1 - a) * (1 - a));
    }
    System.arraycopy(alpha, 0, share, 0, alpha.length);
    layer(row, 0);
    if (background) {
      for (int x = 0; x < alpha.length; x++) {
        share[x] = 1 - alpha[x];
      }
      layer(row, SweptRow.CHANNELS);
    }
    return planes;
  }

  /** Computes one layer, with the share of each pixel: alpha or 1 - alpha. */
  private void layer(SweptRow row, int plane) {
    for (int x = 0; x < share.length; x++) {
      inverse[x] = 1 / Math.max(share[x], TINY);
    }
    for (int channel = 0; channel < SweptRow.CHANNELS; channel++) {
      float[] own = row.colours()[plane + channel];
      float[] other = row.colours()[SweptRow.CHANNELS - plane + channel];
      lack(row.picture()[channel], own, other);
      add(row.picture()[channel], own, planes[plane + channel]);
    }
  }

  private void lack(float[] picture, float[] own, float[] other) {
    for (int x = 0; x < picture.length; x++) {
      float a = share[x];
      lack[x] = (picture[x] - a * own[x] - (1 - a) * other[x]) * scale[x];
    }
  }

  /** Clamps each colour to the bounds at which the other layer is white or black. */
  private void add(float[] picture, float[] own, float[] target) {
    for (int x = 0; x < target.length; x++) {
      target[x] = own[x] + share[x] * lack[x];
    }
    for (int x = 0; x < target.length; x++) {
      float least = (picture[x] - 1 + share[x] - TINY) * inverse[x];
      target[x] = Math.max(target[x], Math.max(0, least));
    }
    for (int x = 0; x < target.length; x++) {
      float most = (picture[x] + TINY) * inverse[x];
      target[x] = Math.min(target[x], Math.min(1, most));
    }
  }
}
