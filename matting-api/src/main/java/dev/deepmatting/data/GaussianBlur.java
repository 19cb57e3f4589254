package dev.deepmatting.data;

import dev.deepmatting.internal.pixel.Raster;

/** A Gaussian of a small deviation, as a lens or a filter blurs; at the border as beyond it. */
final class GaussianBlur {
  /** From the middle outwards. */
  private final float[] weights;

  private GaussianBlur(float[] weights) {
    this.weights = weights;
  }

  static GaussianBlur of(double deviation) {
    float[] weights = new float[(int) Math.ceil(2.5 * deviation) + 1];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) Math.exp(-0.5 * i * i / (deviation * deviation));
      sum += i == 0 ? weights[i] : 2 * weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= (float) sum;
    }
    return new GaussianBlur(weights);
  }

  /** Blurs in place. */
  void apply(Raster picture) {
    int stride = picture.width() * picture.channels();
    float[] values = picture.values();
    for (int row = 0; row < values.length; row += stride) {
      alongRow(values, row, picture.width(), picture.channels());
    }
    acrossRows(values, stride, picture.height());
  }

  private void alongRow(float[] values, int row, int width, int channels) {
    int margin = (weights.length - 1) * channels;
    int stride = width * channels;
    float[] padded = new float[stride + 2 * margin];
    System.arraycopy(values, row, padded, margin, stride);
    for (int i = 0; i < margin; i++) {
      padded[i] = values[row + i % channels];
      padded[margin + stride + i] = values[row + stride - channels + i % channels];
    }
    for (int i = 0; i < stride; i++) {
      values[row + i] = weights[0] * padded[margin + i];
    }
    for (int tap = 1; tap < weights.length; tap++) {
      float weight = weights[tap];
      int before = margin - tap * channels;
      int after = margin + tap * channels;
      for (int i = 0; i < stride; i++) {
        values[row + i] += weight * (padded[before + i] + padded[after + i]);
      }
    }
  }

  private void acrossRows(float[] values, int stride, int height) {
    float[] source = values.clone();
    for (int y = 0; y < height; y++) {
      int row = y * stride;
      for (int i = 0; i < stride; i++) {
        values[row + i] = weights[0] * source[row + i];
      }
      for (int tap = 1; tap < weights.length; tap++) {
        float weight = weights[tap];
        int above = Math.max(0, y - tap) * stride;
        int below = Math.min(height - 1, y + tap) * stride;
        for (int i = 0; i < stride; i++) {
          values[row + i] += weight * (source[above + i] + source[below + i]);
        }
      }
    }
  }
}
