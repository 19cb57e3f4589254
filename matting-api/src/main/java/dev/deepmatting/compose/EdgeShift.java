package dev.deepmatting.compose;

/**
 * Moves the edges of a matte outwards or inwards by fractions of a pixel, and leaves them as soft
 * as they are.
 *
 * <p>Gray dilation with a disc: each pixel becomes the largest alpha within a distance. Taken are
 * the pixels in the disc, and bilinear interpolations between pixels along its rim, so that an edge
 * moves by fractions of a pixel as well, in every direction. Inwards is the same for 1 - alpha. A
 * large disc is the sum of smaller ones, and so are its dilations. Beyond the border the nearest
 * pixel counts, so that an object that is cut off there stays cut off.
 */
final class EdgeShift {
  private static final double LONGEST_STEP = 4;

  private EdgeShift() {}

  /**
   * A matte with its edges moved.
   *
   * @param alpha row-major values of 0 to 1; not changed
   * @param pixels outwards, or inwards where negative
   */
  static float[] apply(float[] alpha, int width, int height, double pixels) {
    float[] values = pixels < 0 ? complement(alpha) : alpha.clone();
    double distance = Math.abs(pixels);
    int steps = (int) Math.ceil(distance / LONGEST_STEP);
    for (int step = 0; step < steps; step++) {
      values = new DiscDilation(distance / steps).apply(values, width, height);
    }
    return pixels < 0 ? complement(values) : values;
  }

  private static float[] complement(float[] values) {
    float[] complement = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      complement[i] = 1 - values[i];
    }
    return complement;
  }
}
