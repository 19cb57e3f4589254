package dev.deepmatting.internal.pixel;

/**
 * A binary mask with a pixel per bit, 64 in a word; each row begins with a word. Mutable.
 *
 * <p>Growth into the unused bits at a row's end does no harm: it can grow back, but then a path cut
 * off at the border leads there too, because each row of the kernel extends over its middle.
 */
final class BitMask {
  private final int width;
  private final int height;
  private final int wordsPerRow;
  private final long[] words;

  private BitMask(int width, int height) {
    this.width = width;
    this.height = height;
    wordsPerRow = (width + Long.SIZE - 1) / Long.SIZE;
    words = new long[Math.multiplyExact(wordsPerRow, height)];
  }

  /** Packs the pixels that have this value. */
  static BitMask of(boolean[] mask, int width, int height, boolean value) {
    BitMask packed = new BitMask(width, height);
    for (int y = 0, at = 0; y < height; y++) {
      int row = y * packed.wordsPerRow;
      for (int x = 0; x < width; x++, at++) {
        if (mask[at] == value) {
          packed.words[row + x / Long.SIZE] |= 1L << x;
        }
      }
    }
    return packed;
  }

  /** Unpacks the mask; set pixels get this value, the rest the other one. */
  boolean[] toBooleans(boolean value) {
    boolean[] mask = new boolean[width * height];
    for (int y = 0, at = 0; y < height; y++) {
      int row = y * wordsPerRow;
      for (int x = 0; x < width; x++, at++) {
        mask[at] = (words[row + x / Long.SIZE] >>> x & 1) != 0 == value;
      }
    }
    return mask;
  }

  /** Returns a new mask with each pixel set if the kernel anchored there covers a set pixel. */
  BitMask dilated(EllipticKernel kernel) {
    BitMask result = new BitMask(width, height);
    long[] spread = new long[wordsPerRow];
    long[] wider = new long[wordsPerRow];
    for (int y = 0; y < height; y++) {
      System.arraycopy(words, y * wordsPerRow, spread, 0, wordsPerRow);
      if (isEmpty(spread)) {
        continue;
      }
      for (int reach = 0; reach <= kernel.radius(); reach++) {
        if (reach > 0) {
          widen(spread, wider, reach <= kernel.shortRadius());
          long[] narrower = spread;
          spread = wider;
          wider = narrower;
        }
        result.addToRows(spread, y, kernel.rowsOfReach(reach));
      }
    }
    return result;
  }

  /** Adds a spread row to each row that sees it through one of these rows of the kernel. */
  private void addToRows(long[] spread, int y, int[] kernelRows) {
    for (int kernelRow : kernelRows) {
      int target = y - kernelRow;
      if (target >= 0 && target < height) {
        int at = target * wordsPerRow;
        for (int i = 0; i < wordsPerRow; i++) {
          words[at + i] |= spread[i];
        }
      }
    }
  }

  /** One pixel more to the right, and to the left too if wanted: a kernel sees to its left. */
  private static void widen(long[] row, long[] wider, boolean leftwards) {
    long before = 0;
    for (int i = 0; i < row.length; i++) {
      long word = row[i];
      long result = word | word << 1 | before >>> (Long.SIZE - 1);
      if (leftwards) {
        long after = i + 1 < row.length ? row[i + 1] : 0;
        result |= word >>> 1 | after << (Long.SIZE - 1);
      }
      wider[i] = result;
      before = word;
    }
  }

  private static boolean isEmpty(long[] row) {
    for (long word : row) {
      if (word != 0) {
        return false;
      }
    }
    return true;
  }
}
