package dev.deepmatting.propagation;

import dev.deepmatting.image.ImageRows;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapRows;
import java.util.Arrays;

/**
 * Reads a picture and its trimap reduced by a factor: colours are means of squares of pixels; a
 * square whose pixels are all equally known stays known. Squares at the right and lower border can
 * be smaller. Not safe to share between threads.
 */
final class PictureRows {
  private static final byte MIXED = (byte) Trimap.UNKNOWN;

  /** The side of a window, which a picture has to contain. */
  private static final int LEAST_SIDE = 3;

  private final ImageRows image;
  private final TrimapRows trimap;
  private final int factor;
  private final float[] row;
  private final byte[] labelRow;

  PictureRows(ImageRows image, TrimapRows trimap, int factor) {
    this.image = image;
    this.trimap = trimap;
    this.factor = factor;
    row = new float[3 * image.width()];
    labelRow = new byte[image.width()];
  }

  int width() {
    return (image.width() + factor - 1) / factor;
  }

  int height() {
    return (image.height() + factor - 1) / factor;
  }

  /**
   * Keeps this many rows of the reduced picture, so that reading them again does not decode a file.
   */
  void keep(int rows) {
    image.keep(rows * factor);
    trimap.keep(rows * factor);
  }

  /** Returns the colours of some rows of the reduced picture. */
  Plane colours(int from, int to) {
    Plane plane = new Plane(width(), to - from, 3);
    for (int y = from; y < to; y++) {
      Workers.requireNotInterrupted();
      int end = Math.min(image.height(), (y + 1) * factor);
      for (int v = y * factor; v < end; v++) {
        image.readRow(v, row);
        plane.addShare(y - from, row, 0, image.width(), factor, end - y * factor);
      }
    }
    return plane;
  }

  /** Returns the labels of the whole reduced picture, in which a thin kind is not lost. */
  Labels labels() {
    return labels(trimap, factor);
  }

  /** Returns the labels of some rows of the reduced picture. */
  Labels labels(int from, int to) {
    return labels(trimap, factor, from, to);
  }

  /** Returns the labels of a reduced trimap, in which a thin kind is not lost. */
  static Labels labels(TrimapRows trimap, int factor) {
    int height = (trimap.height() + factor - 1) / factor;
    return labels(trimap, factor, 0, height).withLostKinds(trimap, factor);
  }

  private static Labels labels(TrimapRows trimap, int factor, int from, int to) {
    int width = (trimap.width() + factor - 1) / factor;
    byte[] values = new byte[width * (to - from)];
    byte[] row = new byte[trimap.width()];
    for (int y = from; y < to; y++) {
      Workers.requireNotInterrupted();
      int end = Math.min(trimap.height(), (y + 1) * factor);
      for (int v = y * factor; v < end; v++) {
        trimap.readRow(v, row);
        merge(row, factor, values, (y - from) * width, v == y * factor);
      }
    }
    return new Labels(width, to - from, values);
  }

  private static void merge(byte[] row, int factor, byte[] values, int to, boolean first) {
    if (factor == 1) {
      System.arraycopy(row, 0, values, to, row.length);
      return;
    }
    for (int x = 0; x < row.length; x++) {
      int at = to + x / factor;
      if (first && x % factor == 0) {
        values[at] = row[x];
      } else if (values[at] != row[x]) {
        values[at] = MIXED;
      }
    }
  }

  /** Sets the known pixels in a row of alphas; for a factor of 1. */
  void force(int y, float[] alphas) {
    trimap.readRow(y, labelRow);
    for (int x = 0; x < labelRow.length; x++) {
      if (labelRow[x] != MIXED) {
        alphas[x] = labelRow[x] == 0 ? 0 : 1;
      }
    }
  }

  /**
   * Returns how many pixels of the whole trimap have each label: background, unknown, foreground.
   */
  static long[] counts(TrimapRows trimap) {
    long[] counts = new long[256];
    byte[] row = new byte[trimap.width()];
    for (int y = 0; y < trimap.height(); y++) {
      Workers.requireNotInterrupted();
      trimap.readRow(y, row);
      for (byte label : row) {
        counts[label & 0xff]++;
      }
    }
    return new long[] {
      counts[Trimap.BACKGROUND], counts[Trimap.UNKNOWN], counts[Trimap.FOREGROUND]
    };
  }

  /** Returns a picture with at least 3x3 pixels, which a window of the matting Laplacian needs. */
  static Plane padded(Plane plane) {
    int width = Math.max(LEAST_SIDE, plane.width());
    int height = Math.max(LEAST_SIDE, plane.height());
    if (width == plane.width() && height == plane.height()) {
      return plane;
    }
    Plane padded = new Plane(width, height, plane.channels());
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int from = Math.min(y, plane.height() - 1) * plane.width() + Math.min(x, plane.width() - 1);
        System.arraycopy(
            plane.values(),
            from * plane.channels(),
            padded.values(),
            (y * width + x) * plane.channels(),
            plane.channels());
      }
    }
    return padded;
  }

  static Labels padded(Labels labels) {
    if (labels.width() >= LEAST_SIDE && labels.height() >= LEAST_SIDE) {
      return labels;
    }
    Plane plane = new Plane(labels.width(), labels.height(), 1);
    for (int i = 0; i < plane.values().length; i++) {
      plane.values()[i] = labels.values()[i];
    }
    Plane padded = padded(plane);
    byte[] values = new byte[padded.pixels()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) padded.values()[i];
    }
    return new Labels(padded.width(), padded.height(), values);
  }

  /** Returns the upper left part of a plane with one channel. */
  static Plane cropped(Plane plane, int width, int height) {
    if (plane.width() == width && plane.height() == height) {
      return plane;
    }
    Plane cropped = new Plane(width, height, 1);
    for (int y = 0; y < height; y++) {
      int from = y * plane.width();
      float[] row = Arrays.copyOfRange(plane.values(), from, from + width);
      System.arraycopy(row, 0, cropped.values(), y * width, width);
    }
    return cropped;
  }
}
