package dev.deepmatting.compose;

/**
 * The colours of a swept row as they are given out: those nearest to them that compose to the
 * picture. For one thread at a time.
 *
 * <p>For a pixel with alpha a and b = 1 - a all pairs of a foreground F and a background B with I =
 * a F + b B lie on a line. The nearest point to the swept pair is F + a r, B + b r with r = (I - a
 * F - b B) / (a a + b b); where it lies beyond black or white, the end of what remains of the line
 * is taken. Each colour has its own bounds, which name the same end of the line.
 */
final class FinalColours {
  /** Keeps divisions by an alpha of zero from being one; the composition is off by no more. */
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
   * @param background whether the background is wanted too
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
   * Gives a row's colours.
   *
   * @return planes as those of {@link SweptRow#colours()}, valid until the next call; those of the
   *     background only where that is wanted
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

  /** One layer, of which pixels have the shares of their alpha or of what that leaves. */
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

  /** Keeps each colour between those that leave the other one white, and black. */
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
