package dev.deepmatting.dl4j.internal.onednn;

import java.util.Arrays;
import java.util.List;

/**
 * A convolution to one channel, written as one to {@link #PLACES} channels: the values of a square
 * of pixels. oneDNN computes as many output channels at a time as a register holds, so that one
 * alone takes eight or sixteen times what it should. A square sees {@link #seen} pixels on each
 * side, which costs {@code seen * seen} multiplications for each of its pixels and input channel,
 * all of them used.
 */
public final class Squares {
  /** Pixels of a square's side, also the step from one to the next. */
  public static final int SIDE = 4;

  /** Pixels of a square, in row-major order. */
  public static final int PLACES = SIDE * SIDE;

  private Squares() {}

  /**
   * Pixels that a square sees on each side.
   *
   * @param kernel height and width of the kernel
   * @return height and width of the squares' kernels
   */
  public static int seen(int kernel) {
    return SIDE + kernel - 1;
  }

  /**
   * The shape of squares that cover pictures.
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
   * The kernel of each place.
   *
   * @param kernel [1, input channels, side, side]
   * @param side height and width of the kernel
   * @return [places, input channels, seen, seen], zeros around what the place sees
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
   * The same bias for each place.
   *
   * @param bias that of the one channel
   * @return a value for each place
   */
  public static float[] bias(float bias) {
    float[] values = new float[PLACES];
    Arrays.fill(values, bias);
    return values;
  }

  /**
   * How oneDNN likes the kernels best.
   *
   * @param layouts makes the layout
   * @param type the numbers
   * @param channels of the input
   * @param kernel height and width of the kernel of one channel
   * @return the layout, to be asked for when the operation is made
   */
  public static Layout kernel(Layouts layouts, NumberType type, int channels, int kernel) {
    return layouts.any(type, PLACES, channels, seen(kernel), seen(kernel));
  }

  /**
   * The convolution to squares.
   *
   * @param operations makes it
   * @param name what messages call it
   * @param input how the pictures lie
   * @param kernel how the kernels lie
   * @param output how the squares lie
   * @param padding zeros around the input, if it does not have what is around the squares
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
   * A copy of squares, a pixel's channels together, to the pictures that they make: both seen as
   * rows of squares, their rows, squares and columns.
   *
   * @param operations makes it
   * @param layouts makes the layouts
   * @param squares their shape
   * @return the operation, whose arguments lie as it says
   */
  public static Operation ordering(Operations operations, Layouts layouts, int[] squares) {
    int[] view = {squares[0] * squares[2], SIDE, squares[3], SIDE};
    long row = (long) squares[3] * PLACES;
    return operations.reorder(
        layouts.strided(new long[] {row, SIDE, PLACES, 1}, view), layouts.plain(view));
  }
}
