package dev.deepmatting.image;

/**
 * A colour image in sRGB, read by rows from memory or a file. A row's values are 3 * width
 * fractions of full intensity, 0 to 1: red, green, blue, red, ...
 *
 * @since 0.1
 */
public interface ImageRows extends RowSource<float[]> {
  @Override
  default void readPart(int x, int y, int width, float[] target) {
    Checks.region(x, y, width, 1, width(), height(), 3);
    float[] row = new float[3 * width()];
    readRow(y, row);
    System.arraycopy(row, 3 * x, target, 0, 3 * width);
  }
}
