package dev.deepmatting.dl4j.internal.onednn;

import java.util.Arrays;
import java.util.List;

/**
 * A convolution to one channel, written as one to {@link #PLACES} channels: the values of a square
 * of pixels. oneDNN computes as many output channels at a time as fit into a register, so that a
 * single one takes eight or sixteen times as long as it should. A square sees {@link #seen} pixels
 * on each side, which costs {@code seen * seen} multiplications for each of its pixels and input
 * channel, all of them used.
 */
public final class Squares {
  /** A square's side in pixels, also the step from one to the next. */
  public static final int SIDE = 4;

  /** Pixels of a square, in row-major order. */
  public static final int PLACES = SIDE * SIDE;

  private Squares() {}

  /**
   * Returns the pixels that a square sees on each side.
   *
   * @param kernel height and width of the kernel
   * @return height and width of the squares' kernels
   */
  public static int seen(int kernel) {
    return SIDE + kernel - 1;
  }

  /**
   * Returns the shape of squares that cover pictures.
   *
   * @param count pictures
   * @param height of a picture, a multiple of {@link #SIDE}
   * @param width of a picture, a multiple of {@link #SIDE}
   * @return [count, places, rows, columns]
   */
  public static int[] shape(int count, int height, int width) {
    return new int[] {count, PLACES, height / SIDE, width / SIDE};
  }

  /**
   * Returns the kernel of each position.
   *
   * @param kernel [1, input channels, side, side]
   * @param side height and width of the kernel
   * @return [places, input channels, seen, seen], zeros around what the position sees
   */
  public static float[] kernel(float[] kernel, int side) {
    int channels = kernel.length / (side * side);
    int seen = seen(side);
    float[] values = new float[PLACES * channels * seen * seen];
    for (int place = 0; place < PLACES; place++) {
      for (int row = 0; row < channels * side; row++) {
        int plane = place * channels + row / side;
        int y = place / SIDE + row % side;
        int to = (plane * seen + y) * seen + place % SIDE;
        System.arraycopy(kernel, row * side, values, to, side);
      }
    }
    return values;
  }

  /**
   * Returns the same bias for each position.
   *
   * @param bias that of the one channel
   * @return a value for each position
   */
  public static float[] bias(float bias) {
    float[] values = new float[PLACES];
    Arrays.fill(values, bias);
    return values;
  }

  /**
   * Returns oneDNN's preferred layout of the kernels.
   *
   * @param layouts creates the layout
   * @param type the numbers
   * @param channels of the input
   * @param kernel height and width of the kernel of one channel
   * @return the layout, to be asked for when the operation is created
   */
  public static Layout kernel(Layouts layouts, NumberType type, int channels, int kernel) {
    return layouts.any(type, PLACES, channels, seen(kernel), seen(kernel));
  }

  /**
   * Creates the convolution to squares.
   *
   * @param operations creates it
   * @param name its name in messages
   * @param input layout of the pictures
   * @param kernel layout of the kernels
   * @param output layout of the squares
   * @param padding zeros around the input, if it has no margin for the squares
   * @return the operation
   */
  public static Operation convolution(
      Operations operations,
      String name,
      Layout input,
      Layout kernel,
      Layout output,
      long padding) {
    Subject subject = new Subject(name + " in squares of", List.of(input, kernel));
    return operations.convolution(subject, input, kernel, output, SIDE, padding, false);
  }

  /**
   * Creates a copy of squares, with a pixel's channels together, to the pictures that they form;
   * both are seen as rows of squares, their rows, squares and columns.
   *
   * @param operations creates it
   * @param layouts creates the layouts
   * @param squares their shape
   * @return the operation, which knows its arguments' layouts
   */
  public static Operation ordering(Operations operations, Layouts layouts, int[] squares) {
    int[] view = {squares[0] * squares[2], SIDE, squares[3], SIDE};
    long row = (long) squares[3] * PLACES;
    return operations.reorder(
        layouts.strided(new long[] {row, SIDE, PLACES, 1}, view), layouts.plain(view));
  }
}
