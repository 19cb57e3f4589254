package dev.deepmatting.dl4j.internal.onednn;

/**
 * The sizes of a convolution: a plain one keeps height and width, a transposed one multiplies them.
 *
 * @param transposed whether it is a transposed convolution
 * @param scale the ratio of the output's height and width to the input's
 * @param batch number of samples
 * @param in channels of the input
 * @param height of the input
 * @param width of the input
 * @param out channels of the output
 * @param side height and width of the kernel
 */
public record Geometry(
    boolean transposed, int scale, int batch, int in, int height, int width, int out, int side) {

  /**
   * Returns the sizes for an input and a kernel.
   *
   * @param transposed whether the size is doubled
   * @param input [batch, channels, height, width]
   * @param kernel [out, in, side, side]; for transposed convolutions [in, out, side, side]
   * @return the sizes
   */
  public static Geometry of(boolean transposed, int[] input, long[] kernel) {
    int out = Math.toIntExact(kernel[transposed ? 1 : 0]);
    int side = Math.toIntExact(kernel[2]);
    int scale = transposed ? 2 : 1;
    return new Geometry(transposed, scale, input[0], input[1], input[2], input[3], out, side);
  }

  /**
   * Returns a plain convolution as a transposed one that keeps the size, with the kernel rotated by
   * 180 degrees.
   *
   * @param input [batch, channels, height, width]
   * @param kernel [out, in, side, side] of the plain convolution
   * @return the sizes
   */
  public static Geometry turned(int[] input, long[] kernel) {
    int out = Math.toIntExact(kernel[0]);
    int side = Math.toIntExact(kernel[2]);
    return new Geometry(true, 1, input[0], input[1], input[2], input[3], out, side);
  }

  /**
   * Returns whether these sizes are from {@link #turned}.
   *
   * @return true for a transposed convolution that keeps the size
   */
  public boolean isTurned() {
    return transposed && scale == 1;
  }

  /**
   * Returns the input's sizes.
   *
   * @return [batch, in, height, width]
   */
  public int[] input() {
    return new int[] {batch, in, height, width};
  }

  /**
   * Returns the output's sizes.
   *
   * @return [batch, out, height, width]
   */
  public int[] output() {
    return new int[] {batch, out, scale * height, scale * width};
  }

  /**
   * Returns the kernel's sizes in oneDNN's order.
   *
   * @return [out, in, side, side]
   */
  public int[] kernel() {
    return new int[] {out, in, side, side};
  }

  /**
   * Returns the layout of the kernel in a file, after rotation if it is to be rotated.
   *
   * @param layouts makes the layout
   * @return the layout of floats
   */
  public Layout kernelLayout(Layouts layouts) {
    if (!transposed || isTurned()) {
      return layouts.plain(kernel());
    }
    return layouts.transposedKernel(in, out, side, side);
  }

  /**
   * Returns the strides of the kernel.
   *
   * @return in height and width
   */
  public long[] strides() {
    return new long[] {scale, scale};
  }

  /**
   * Returns the padding on each side.
   *
   * @return in height and width
   */
  public long[] padding() {
    long padding = transposed ? (side - scale) / 2 : side / 2;
    return new long[] {padding, padding};
  }
}
