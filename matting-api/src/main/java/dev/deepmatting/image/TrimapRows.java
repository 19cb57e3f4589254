package dev.deepmatting.image;

/**
 * A trimap, read by rows from memory or a file. A row's values are width unsigned bytes: 0, 128 or
 * 255.
 *
 * @since 0.1
 */
public interface TrimapRows extends RowSource<byte[]> {
  @Override
  default void readPart(int x, int y, int width, byte[] target) {
    Checks.region(x, y, width, 1, width(), height(), 1);
    byte[] row = new byte[width()];
    readRow(y, row);
    System.arraycopy(row, x, target, 0, width);
  }
}
