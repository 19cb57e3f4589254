package dev.deepmatting.dl4j.internal.tensor;

import dev.deepmatting.image.AlphaSink;
import java.util.Arrays;

/**
 * A matte that guides a network: alpha in 0..1 with 16 bits, which is finer than its logit needs.
 * Each row only stores values between its first and last change. Rows arrive from top to bottom;
 * after the last one it is safe to share between threads.
 */
public final class GuideMatte implements AlphaSink {
  private static final float ONE = 65535;
  private static final int ROW_BYTES = 32;

  private final int width;
  private final int[] starts;
  private final char[][] rows;
  private long bytes;

  /**
   * Creates a matte without rows.
   *
   * @param width of the picture
   * @param height of the picture
   */
  public GuideMatte(int width, int height) {
    this.width = width;
    starts = new int[height];
    rows = new char[height][];
  }

  /**
   * Returns the most memory that a matte takes.
   *
   * @param width of the picture
   * @param height of the picture
   * @return bytes
   */
  public static long mostBytes(int width, int height) {
    return (long) height * (ROW_BYTES + (long) width * Character.BYTES);
  }

  /** Stores the values between the first and last change, and those to repeat on either side. */
  @Override
  public void writeRow(int y, float[] alpha) {
    int from = 0;
    while (from < width - 1 && alpha[from + 1] == alpha[0]) {
      from++;
    }
    int last = width - 1;
    while (last > from && alpha[last - 1] == alpha[width - 1]) {
      last--;
    }
    char[] values = new char[last + 1 - from];
    for (int i = 0; i < values.length; i++) {
      values[i] = (char) Math.round(ONE * alpha[from + i]);
    }
    starts[y] = from;
    rows[y] = values;
    bytes += ROW_BYTES + (long) values.length * Character.BYTES;
  }

  /**
   * Reads a row.
   *
   * @param y the row
   * @param target receives alpha in 0..1, the picture's width of values
   */
  void readRow(int y, float[] target) {
    char[] values = rows[y];
    int from = starts[y];
    Arrays.fill(target, 0, from, values[0] / ONE);
    for (int i = 0; i < values.length; i++) {
      target[from + i] = values[i] / ONE;
    }
    Arrays.fill(target, from + values.length, width, values[values.length - 1] / ONE);
  }

  @Override
  public long bytes() {
    return bytes;
  }
}
