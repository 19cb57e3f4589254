package dev.deepmatting.compose;

/**
 * Square blocks of pixels, from the top left corner on; those at the other borders are filled up
 * with the nearest pixels.
 *
 * @param size pixels per side
 * @param width of the picture, in pixels
 * @param height of the picture, in pixels
 */
record Blocks(int size, int width, int height) {
  int columns() {
    return (width + size - 1) / size;
  }

  int rows() {
    return (height + size - 1) / size;
  }

  /** The mean of each block of row-major values. */
  float[] means(float[] values) {
    int columns = columns();
    float[] means = new float[columns * rows()];
    float share = 1f / (size * size);
    for (int y = 0; y < rows() * size; y++) {
      int from = Math.min(height - 1, y) * width;
      int to = y / size * columns;
      for (int x = 0; x < columns * size; x++) {
        means[to + x / size] += share * values[from + Math.min(width - 1, x)];
      }
    }
    return means;
  }

  /** Values of pixels on straight lines between the middles of blocks. */
  float[] interpolated(float[] means) {
    int columns = columns();
    float[] result = new float[width * height];
    float[] row = new float[columns];
    for (int y = 0; y < height; y++) {
      float place = place(y, rows());
      int above = (int) place * columns;
      int below = Math.min(rows() - 1, (int) place + 1) * columns;
      float share = place - (int) place;
      for (int x = 0; x < columns; x++) {
        row[x] = means[above + x] + share * (means[below + x] - means[above + x]);
      }
      spread(row, result, y * width);
    }
    return result;
  }

  private void spread(float[] row, float[] result, int at) {
    for (int x = 0; x < width; x++) {
      float place = place(x, row.length);
      int left = (int) place;
      float value = row[left];
      float next = row[Math.min(row.length - 1, left + 1)];
      result[at + x] = value + (place - left) * (next - value);
    }
  }

  /** Where a pixel's middle lies among the middles of blocks, from 0. */
  private float place(int pixel, int count) {
    return Math.max(0, Math.min(count - 1, (pixel + 0.5f) / size - 0.5f));
  }
}
