package dev.deepmatting.image;

import javax.imageio.IIOException;

/**
 * The five filters of PNG rows, in the order of their types. A filter stores each byte as the
 * difference to a guess from its neighbours: the byte one pixel to the left, the one above, and the
 * one above that to the left, each 0 outside the image.
 *
 * <p>Each has its own loops, since a shared loop would call a method for every byte.
 */
enum PngFilter {
  NONE {
    @Override
    void undo(byte[] row, byte[] above, int step) {
      // Samples are stored unchanged.
    }

    @Override
    void apply(byte[] row, byte[] above, int step, byte[] target) {
      System.arraycopy(row, 0, target, 1, row.length);
    }
  },

  SUB {
    @Override
    void undo(byte[] row, byte[] above, int step) {
      for (int i = step; i < row.length; i++) {
        row[i] += row[i - step];
      }
    }

    @Override
    void apply(byte[] row, byte[] above, int step, byte[] target) {
      System.arraycopy(row, 0, target, 1, step);
      for (int i = step; i < row.length; i++) {
        target[i + 1] = (byte) (row[i] - row[i - step]);
      }
    }
  },

  UP {
    @Override
    void undo(byte[] row, byte[] above, int step) {
      for (int i = 0; i < row.length; i++) {
        row[i] += above[i];
      }
    }

    @Override
    void apply(byte[] row, byte[] above, int step, byte[] target) {
      for (int i = 0; i < row.length; i++) {
        target[i + 1] = (byte) (row[i] - above[i]);
      }
    }
  },

  AVERAGE {
    @Override
    void undo(byte[] row, byte[] above, int step) {
      for (int i = 0; i < step; i++) {
        row[i] += (byte) mean((byte) 0, above[i]);
      }
      for (int i = step; i < row.length; i++) {
        row[i] += (byte) mean(row[i - step], above[i]);
      }
    }

    @Override
    void apply(byte[] row, byte[] above, int step, byte[] target) {
      for (int i = 0; i < step; i++) {
        target[i + 1] = (byte) (row[i] - mean((byte) 0, above[i]));
      }
      for (int i = step; i < row.length; i++) {
        target[i + 1] = (byte) (row[i] - mean(row[i - step], above[i]));
      }
    }
  },

  PAETH {
    @Override
    void undo(byte[] row, byte[] above, int step) {
      for (int i = 0; i < step; i++) {
        row[i] += above[i];
      }
      for (int i = step; i < row.length; i++) {
        row[i] += (byte) nearest(row[i - step], above[i], above[i - step]);
      }
    }

    @Override
    void apply(byte[] row, byte[] above, int step, byte[] target) {
      for (int i = 0; i < step; i++) {
        target[i + 1] = (byte) (row[i] - above[i]);
      }
      for (int i = step; i < row.length; i++) {
        target[i + 1] = (byte) (row[i] - nearest(row[i - step], above[i], above[i - step]));
      }
    }
  };

  private static final PngFilter[] BY_TYPE = values();

  /** Returns the filter of the type that a row in a file begins with. */
  static PngFilter of(int type) throws IIOException {
    if (type < 0 || type >= BY_TYPE.length) {
      throw new IIOException("PNG row has the unknown filter type " + type);
    }
    return BY_TYPE[type];
  }

  /**
   * Restores samples from differences.
   *
   * @param row differences, then samples; at least a pixel
   * @param above the samples of the row above, zeros for the first row
   * @param step bytes per pixel, at least 1
   */
  abstract void undo(byte[] row, byte[] above, int step);

  /**
   * Turns samples into differences.
   *
   * @param row the samples, at least a pixel
   * @param above the samples of the row above, zeros for the first row
   * @param step bytes per pixel, at least 1
   * @param target receives the differences from its second byte on
   */
  abstract void apply(byte[] row, byte[] above, int step, byte[] target);

  private static int mean(byte left, byte above) {
    return (left & 0xff) + (above & 0xff) >> 1;
  }

  /** The neighbour nearest to left + above - corner; ties go to the first in this order. */
  private static int nearest(byte left, byte above, byte corner) {
    int a = left & 0xff;
    int b = above & 0xff;
    int c = corner & 0xff;
    int fromLeft = Math.abs(b - c);
    int fromAbove = Math.abs(a - c);
    if (fromLeft <= fromAbove && fromLeft <= Math.abs(a + b - 2 * c)) {
      return left;
    }
    return fromAbove <= Math.abs(a + b - 2 * c) ? above : corner;
  }
}
