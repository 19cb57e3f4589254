package dev.deepmatting.propagation;

import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapRows;

/**
 * The label of a trimap for each pixel, row-major. The array is not copied.
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

  /** Returns 1 for foreground, 0 for background; for unknown pixels the value is arbitrary. */
  float alpha(int at) {
    return values[at] == FOREGROUND ? 1 : 0;
  }

  /** Returns the alphas of labels that are all known. */
  Plane alphas() {
    Plane alphas = new Plane(width, height, 1);
    for (int i = 0; i < values.length; i++) {
      alphas.values()[i] = alpha(i);
    }
    return alphas;
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

  /**
   * Returns the labels reduced by two: a square of 2x2 equally known pixels stays known; thin marks
   * are not lost.
   */
  Labels half() {
    return PictureRows.labels(toTrimap(), 2);
  }

  /**
   * Returns labels with both kinds, if the trimap has them. Marks thinner than the squares of these
   * labels can leave no square entirely of their kind; then the squares in which that kind prevails
   * become known.
   *
   * @param trimap the source of these labels
   * @param factor the side of a square
   */
  Labels withLostKinds(TrimapRows trimap, int factor) {
    boolean noForeground = count(Trimap.FOREGROUND) == 0;
    boolean noBackground = count(Trimap.BACKGROUND) == 0;
    if (!noForeground && !noBackground) {
      return this;
    }
    int[] balances = balances(trimap, factor);
    byte[] labels = values.clone();
    for (int i = 0; i < labels.length; i++) {
      if (balances[i] > 0 && noForeground) {
        labels[i] = FOREGROUND;
      } else if (balances[i] < 0 && noBackground) {
        labels[i] = Trimap.BACKGROUND;
      }
    }
    return new Labels(width, height, labels);
  }

  /** Returns for each square how many more pixels are foreground than background. */
  private int[] balances(TrimapRows trimap, int factor) {
    int[] balances = new int[values.length];
    byte[] row = new byte[trimap.width()];
    for (int y = 0; y < trimap.height(); y++) {
      trimap.readRow(y, row);
      for (int x = 0; x < row.length; x++) {
        int at = y / factor * width + x / factor;
        balances[at] += row[x] == FOREGROUND ? 1 : row[x] == Trimap.BACKGROUND ? -1 : 0;
      }
    }
    return balances;
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
