package dev.deepmatting.internal.pixel;

/**
 * Convolution with a sampled Gaussian, truncated at some distance, along rows and then columns. The
 * nearest pixel counts beyond the border. Weights add up to 1. Immutable and safe to share between
 * threads.
 */
public final class Gaussian {
  /** Samples that are summed together, so that the rows of a wide kernel stay in the cache. */
  private static final int STRIPE = 1024;

  /** Weights of the middle and of the pixels 1, 2, ... away. */
  private final float[] weights;

  private Gaussian(float[] weights) {
    this.weights = weights;
  }

  /**
   * Returns a Gaussian.
   *
   * @param deviation its standard deviation in pixels, 0 for no blur
   * @param reach the distance, in pixels, up to which a pixel counts, 0 or more; 0 for a deviation
   *     of 0
   * @return what blurs
   */
  public static Gaussian of(double deviation, int reach) {
    float[] weights = new float[reach + 1];
    weights[0] = 1;
    double sum = 1;
    for (int i = 1; i < weights.length; i++) {
      weights[i] = (float) Math.exp(-0.5 * i * i / (deviation * deviation));
      sum += 2 * weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= (float) sum;
    }
    return new Gaussian(weights);
  }

  /**
   * Returns the distance, in pixels, up to which a pixel counts.
   *
   * @return 0 or more
   */
  public int reach() {
    return weights.length - 1;
  }

  /**
   * Blurs in place.
   *
   * @param picture the picture
   */
  public void apply(Raster picture) {
    apply(picture.values(), picture.width(), picture.height(), picture.channels());
  }

  /**
   * Blurs in place.
   *
   * @param values row-major samples, channels interleaved
   * @param width pixels per row
   * @param height rows
   * @param channels samples per pixel
   */
  public void apply(float[] values, int width, int height, int channels) {
    if (reach() == 0) {
      return;
    }
    int stride = width * channels;
    for (int y = 0; y < height; y++) {
      alongRow(y, values, values, width, channels);
    }
    float[] source = values.clone();
    for (int left = 0; left < stride; left += STRIPE) {
      int right = Math.min(stride, left + STRIPE);
      for (int y = 0; y < height; y++) {
        acrossRows(y, source, values, stride, left, right);
      }
    }
  }

  /**
   * Blurs one row along itself.
   *
   * @param y the row
   * @param from row-major samples, channels interleaved
   * @param to receives the row at its place; may be the same array
   * @param width pixels per row
   * @param channels samples per pixel
   */
  public void alongRow(int y, float[] from, float[] to, int width, int channels) {
    int margin = reach() * channels;
    int stride = width * channels;
    int row = y * stride;
    float[] padded = new float[stride + 2 * margin];
    System.arraycopy(from, row, padded, margin, stride);
    for (int i = 0; i < margin; i++) {
      padded[i] = from[row + i % channels];
      padded[margin + stride + i] = from[row + stride - channels + i % channels];
    }
    for (int i = 0; i < stride; i++) {
      to[row + i] = weights[0] * padded[margin + i];
    }
    for (int tap = 1; tap < weights.length; tap++) {
      float weight = weights[tap];
      int before = margin - tap * channels;
      int after = margin + tap * channels;
      for (int i = 0; i < stride; i++) {
        to[row + i] += weight * (padded[before + i] + padded[after + i]);
      }
    }
  }

  /**
   * Blurs one row with those above and below it.
   *
   * @param y the row
   * @param from row-major samples
   * @param to receives the row at its place; another array
   * @param stride samples per row
   */
  public void acrossRows(int y, float[] from, float[] to, int stride) {
    acrossRows(y, from, to, stride, 0, stride);
  }

  private void acrossRows(int y, float[] from, float[] to, int stride, int left, int right) {
    int last = from.length / stride - 1;
    int row = y * stride;
    for (int i = left; i < right; i++) {
      to[row + i] = weights[0] * from[row + i];
    }
    for (int tap = 1; tap < weights.length; tap++) {
      float weight = weights[tap];
      int above = Math.max(0, y - tap) * stride;
      int below = Math.min(last, y + tap) * stride;
      for (int i = left; i < right; i++) {
        to[row + i] += weight * (from[above + i] + from[below + i]);
      }
    }
  }
}
