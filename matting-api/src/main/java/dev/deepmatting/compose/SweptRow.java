package dev.deepmatting.compose;

/**
 * A row of a level: the picture, alpha, the colours of both layers, and how strongly each pixel
 * follows its neighbours.
 *
 * <p>For a pixel with alpha a, b = 1 - a, and neighbours with weights of the sum D, let f and g be
 * the weighted means of the neighbours' foregrounds and backgrounds. The two equations of the paper
 * then have the solution F = f + a r and B = g + b r with r = (I - a f - b g) / (a a + b b + D):
 * the difference between the picture and the means, shared between the layers. This avoids the
 * determinant, a small difference of large numbers.
 *
 * <p>All neighbours but the left one are known before a row is swept. Their part is computed for
 * the whole row at once, in loops short enough for the JVM to vectorise, and only the rest from
 * pixel to pixel.
 */
final class SweptRow {
  /** Red, green and blue. */
  static final int CHANNELS = 3;

  /** The channels of the foreground, then those of the background. */
  static final int PLANES = 2 * CHANNELS;

  private static final int ONE = Float.floatToRawIntBits(1);

  private final int width;
  private final float[] alpha;
  private final float[][] picture;
  private final float[][] colours;

  /** The neighbours' shares in the mean, and 1 / (a a + b b + D). */
  private final float[] fromRight;

  private final float[] fromAbove;
  private final float[] fromBelow;
  private final float[] scale;

  /** The weights of the left neighbour's layers: each for its own layer, and across. */
  private final float[] leftFront;

  private final float[] leftBack;
  private final float[] leftAcross;

  SweptRow(int width) {
    this.width = width;
    alpha = new float[width];
    picture = new float[CHANNELS][width];
    colours = new float[PLANES][width];
    fromRight = new float[width];
    fromAbove = new float[width];
    fromBelow = new float[width];
    scale = new float[width];
    leftFront = new float[width];
    leftBack = new float[width];
    leftAcross = new float[width];
  }

  /** Returns rows to work in; any number of rows can share them in one thread. */
  static float[][] workspace(int width) {
    return new float[PLANES + 1][width];
  }

  /** Red, green and blue of the foreground, then of the background. */
  float[][] colours() {
    return colours;
  }

  float[] alpha() {
    return alpha;
  }

  /** Red, green and blue. */
  float[][] picture() {
    return picture;
  }

  /** Takes the pixels of a row of a photograph and its matte. */
  void take(float[] interleaved, float[] opacity, int[] columns) {
    float[] red = picture[0];
    float[] green = picture[1];
    float[] blue = picture[2];
    for (int x = 0; x < width; x++) {
      int from = CHANNELS * columns[x];
      red[x] = interleaved[from];
      green[x] = interleaved[from + 1];
      blue[x] = interleaved[from + 2];
      alpha[x] = opacity[columns[x]];
    }
  }

  /** Computes the weights; a row without a neighbour above or below uses itself. */
  void weigh(
      SweptRow above,
      SweptRow below,
      float regularisation,
      float gradientWeight,
      float[][] workspace) {
    float[] fromLeft = workspace[0];
    float[] beside = workspace[1];
    float[] share = workspace[2];
    beside[0] = alpha[0];
    System.arraycopy(alpha, 0, beside, 1, width - 1);
    weights(alpha, beside, regularisation, gradientWeight, fromLeft);
    shiftToLeft(alpha, beside);
    weights(alpha, beside, regularisation, gradientWeight, fromRight);
    weights(alpha, above.alpha, regularisation, gradientWeight, fromAbove);
    weights(alpha, below.alpha, regularisation, gradientWeight, fromBelow);
    sum(fromLeft, fromRight, fromAbove, fromBelow, share);
    for (int x = 0; x < width; x++) {
      float a = alpha[x];
      scale[x] = 1 / (a * a + (1 - a) * (1 - a) + share[x]);
    }
    for (int x = 0; x < width; x++) {
      share[x] = 1 / share[x];
    }
    multiply(fromLeft, share);
    multiply(fromRight, share);
    multiply(fromAbove, share);
    multiply(fromBelow, share);
    weighLeft(fromLeft);
  }

  private static void weights(
      float[] own, float[] other, float regularisation, float gradientWeight, float[] target) {
    for (int x = 0; x < target.length; x++) {
      target[x] = regularisation + gradientWeight * Math.abs(own[x] - other[x]);
    }
  }

  private static void sum(float[] one, float[] two, float[] three, float[] four, float[] target) {
    for (int x = 0; x < target.length; x++) {
      target[x] = one[x] + two[x] + three[x] + four[x];
    }
  }

  private static void multiply(float[] target, float[] factor) {
    for (int x = 0; x < target.length; x++) {
      target[x] *= factor[x];
    }
  }

  private void weighLeft(float[] fromLeft) {
    for (int x = 0; x < width; x++) {
      leftFront[x] = fromLeft[x] * (1 - alpha[x] * alpha[x] * scale[x]);
    }
    for (int x = 0; x < width; x++) {
      float b = 1 - alpha[x];
      leftBack[x] = fromLeft[x] * (1 - b * b * scale[x]);
    }
    for (int x = 0; x < width; x++) {
      leftAcross[x] = -fromLeft[x] * alpha[x] * (1 - alpha[x]) * scale[x];
    }
  }

  /**
   * Sets each pixel, from left to right, to the colours that best fit the picture and its
   * neighbours.
   *
   * @param above the row above, swept already, or this one at the top
   * @param below the row below, or this one at the bottom
   * @param workspace rows to work in
   */
  void sweep(SweptRow above, SweptRow below, float[][] workspace) {
    float[] spare = workspace[PLANES];
    for (int plane = 0; plane < PLANES; plane++) {
      shiftToLeft(colours[plane], spare);
      mean(spare, above.colours[plane], below.colours[plane], workspace[plane]);
    }
    for (int channel = 0; channel < CHANNELS; channel++) {
      float[] front = workspace[channel];
      float[] back = workspace[channel + CHANNELS];
      lack(picture[channel], front, back, spare);
      share(spare, front, back);
    }
    follow(workspace);
  }

  /** Writes the right neighbour of each pixel; the last pixel's is itself. */
  private static void shiftToLeft(float[] row, float[] target) {
    int last = row.length - 1;
    System.arraycopy(row, 1, target, 0, last);
    target[last] = row[last];
  }

  private void mean(float[] right, float[] above, float[] below, float[] target) {
    for (int x = 0; x < width; x++) {
      target[x] = fromRight[x] * right[x] + fromAbove[x] * above[x] + fromBelow[x] * below[x];
    }
  }

  private void lack(float[] wanted, float[] front, float[] back, float[] target) {
    for (int x = 0; x < width; x++) {
      float a = alpha[x];
      target[x] = (wanted[x] - a * front[x] - (1 - a) * back[x]) * scale[x];
    }
  }

  private void share(float[] lack, float[] front, float[] back) {
    for (int x = 0; x < width; x++) {
      front[x] += alpha[x] * lack[x];
      back[x] += (1 - alpha[x]) * lack[x];
    }
  }

  /**
   * Adds the left neighbour's part; the first pixel's left neighbour is itself. The three colours
   * are computed together because each pixel waits for the previous one.
   */
  private void follow(float[][] settled) {
    float[] red = settled[0];
    float[] green = settled[1];
    float[] blue = settled[2];
    float[] backRed = settled[3];
    float[] backGreen = settled[4];
    float[] backBlue = settled[5];
    float r = colours[0][0];
    float g = colours[1][0];
    float b = colours[2][0];
    float backR = colours[3][0];
    float backG = colours[4][0];
    float backB = colours[5][0];
    for (int x = 0; x < width; x++) {
      float front = leftFront[x];
      float back = leftBack[x];
      float across = leftAcross[x];
      float nextR = clamp(red[x] + front * r + across * backR);
      float nextG = clamp(green[x] + front * g + across * backG);
      float nextB = clamp(blue[x] + front * b + across * backB);
      backR = clamp(backRed[x] + across * r + back * backR);
      backG = clamp(backGreen[x] + across * g + back * backG);
      backB = clamp(backBlue[x] + across * b + back * backB);
      r = nextR;
      g = nextG;
      b = nextB;
      red[x] = r;
      green[x] = g;
      blue[x] = b;
      backRed[x] = backR;
      backGreen[x] = backG;
      backBlue[x] = backB;
    }
    for (int plane = 0; plane < PLANES; plane++) {
      System.arraycopy(settled[plane], 0, colours[plane], 0, width);
    }
  }

  /**
   * Clamps to 0 to 1 with a single comparison: as unsigned integers, negative values are above one
   * too.
   */
  private static float clamp(float value) {
    if (Integer.compareUnsigned(Float.floatToRawIntBits(value), ONE) <= 0) {
      return value;
    }
    return value < 1 ? 0 : 1;
  }
}
