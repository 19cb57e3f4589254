package dev.deepmatting.propagation;

import dev.deepmatting.image.Trimap;

/**
 * What a trimap says of each pixel, row-major. The array is not copied.
 *
 * @param width pixels per row
 * @param height rows
 * @param values unsigned bytes: 0, 128 or 255
 */
record Labels(int width, int height, byte[] values) {
  private static final byte UNKNOWN = (byte) Trimap.UNKNOWN;
  private static final byte FOREGROUND = (byte) Trimap.FOREGROUND;

  boolean isUnknown(int at) {
    return values[at] == UNKNOWN;
  }

  /** 1 for foreground, 0 for background; what it is for unknown pixels does not count. */
  float alpha(int at) {
    return values[at] == FOREGROUND ? 1 : 0;
  }

  int count(int value) {
    int count = 0;
    for (byte label : values) {
      count += (label & 0xff) == value ? 1 : 0;
    }
    return count;
  }

  boolean[] unknown() {
    boolean[] unknown = new boolean[values.length];
    for (int i = 0; i < unknown.length; i++) {
      unknown[i] = isUnknown(i);
    }
    return unknown;
  }

  /** Reduced by two: what is known of all of 2x2 pixels stays known. */
  Labels half() {
    Labels half = new Labels((width + 1) / 2, (height + 1) / 2);
    for (int y = 0; y < half.height; y++) {
      for (int x = 0; x < half.width; x++) {
        int right = Math.min(2 * x + 1, width - 1);
        int upper = 2 * y * width;
        int lower = Math.min(2 * y + 1, height - 1) * width;
        byte first = values[upper + 2 * x];
        boolean same =
            values[upper + right] == first
                && values[lower + 2 * x] == first
                && values[lower + right] == first;
        half.values[y * half.width + x] = same ? first : UNKNOWN;
      }
    }
    return half;
  }

  private Labels(int width, int height) {
    this(width, height, new byte[width * height]);
  }

  Trimap toTrimap() {
    return Trimap.of(width, height, values);
  }

  static Labels of(Trimap trimap) {
    Labels labels = new Labels(trimap.width(), trimap.height());
    byte[] row = new byte[labels.width];
    for (int y = 0; y < labels.height; y++) {
      trimap.readRow(y, row);
      System.arraycopy(row, 0, labels.values, y * labels.width, labels.width);
    }
    return labels;
  }
}
