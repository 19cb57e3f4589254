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
  private final float[][] planes;
  private final float[] scale;
  private final float[] lack;

  FinalColours(ForegroundEstimation settings, int width) {
    exact = settings.isExact();
    planes = new float[SweptRow.PLANES][exact ? width : 0];
    scale = new float[width];
    lack = new float[width];
  }

  /** Planes as those of {@link SweptRow#colours()}, valid until the next call. */
  float[][] of(SweptRow row) {
    if (!exact) {
      return row.colours();
    }
    float[] alpha = row.alpha();
    for (int x = 0; x < alpha.length; x++) {
      float a = alpha[x];
      scale[x] = 1 / (a * a + (1 - a) * (1 - a));
    }
    for (int channel = 0; channel < SweptRow.CHANNELS; channel++) {
      int back = channel + SweptRow.CHANNELS;
      float[] picture = row.picture()[channel];
      lack(alpha, picture, row.colours()[channel], row.colours()[back]);
      front(alpha, picture, row.colours()[channel], planes[channel]);
      back(alpha, picture, row.colours()[back], planes[back]);
    }
    return planes;
  }

  private void lack(float[] alpha, float[] picture, float[] front, float[] back) {
    for (int x = 0; x < alpha.length; x++) {
      float a = alpha[x];
      lack[x] = (picture[x] - a * front[x] - (1 - a) * back[x]) * scale[x];
    }
  }

  private void front(float[] alpha, float[] picture, float[] swept, float[] target) {
    for (int x = 0; x < alpha.length; x++) {
      float a = alpha[x];
      target[x] = within(swept[x] + a * lack[x], picture[x], a, 1 - a);
    }
  }

  private void back(float[] alpha, float[] picture, float[] swept, float[] target) {
    for (int x = 0; x < alpha.length; x++) {
      float b = 1 - alpha[x];
      target[x] = within(swept[x] + b * lack[x], picture[x], b, 1 - b);
    }
  }

  /** The colour between those that leave the other one black, and white. */
  private static float within(float colour, float picture, float share, float otherShare) {
    float divisor = Math.max(share, TINY);
    float least = Math.max(0, (picture - otherShare - TINY) / divisor);
    float most = Math.min(1, (picture + TINY) / divisor);
    return Math.min(most, Math.max(least, colour));
  }
}
