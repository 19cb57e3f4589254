package dev.deepmatting.internal.pixel;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.internal.check.Ranges;
import java.util.function.IntPredicate;

/**
 * Crops, scales, flips, rotates and shears in one step, without aliasing.
 *
 * <p>Output pixel (i, j) is a weighted mean of the source pixels around the point to which the map
 * takes (i + 0.5, j + 0.5); see {@link Kernel} for the weights. Where the map shrinks the image,
 * the kernel is widened along each axis of the source by the length of the output pixel's footprint
 * along it. The identity, a flip or a shift by whole pixels reproduces the source's samples
 * exactly. Only the source pixels that count are read, a few rows or a tile at a time. Results are
 * the same on every machine.
 *
 * <p>All methods are safe to call from several threads.
 */
public final class Resampler {
  /** Less than this is 0 in 8 bits. */
  private static final float FAINTEST = 0.5f / 255;

  private static final IntPredicate ALL = pixel -> true;

  private Resampler() {}

  /**
   * Resamples colours. The nearest pixel counts beyond the source's border.
   *
   * @param source the image
   * @param outputToSource maps a point of the result to the source
   * @param width pixels per row of the result, at least 1
   * @param height rows of the result, at least 1
   * @param kernel the weights
   * @return a new raster of 3 channels, clamped to 0 to 1
   * @throws InvalidInputException if a size is less than 1, the result has more samples than an
   *     array can contain, or the map has no inverse
   */
  public static Raster colours(
      RgbImage source, Affine outputToSource, int width, int height, Kernel kernel) {
    Raster result = resample(PixelSource.of(source), outputToSource, width, height, kernel, ALL);
    float[] values = result.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = Raster.clamped(values[i]);
    }
    return result;
  }

  /**
   * Resamples the colours of an object: each pixel is also weighted by its alpha, so colours under
   * transparent pixels do not bleed into the object. Outside the object, colours count unweighted.
   *
   * @param source the image
   * @param alpha the object's matte, of the same size
   * @param outputToSource maps a point of the result to the source
   * @param width pixels per row of the result, at least 1
   * @param height rows of the result, at least 1
   * @param kernel the weights
   * @return a new raster of 3 channels, clamped to 0 to 1
   * @throws InvalidInputException as {@link #colours(RgbImage, Affine, int, int, Kernel)}
   */
  public static Raster colours(
      RgbImage source,
      AlphaMatte alpha,
      Affine outputToSource,
      int width,
      int height,
      Kernel kernel) {
    float[] weights =
        resample(PixelSource.of(alpha), outputToSource, width, height, kernel, ALL).values();
    IntPredicate object = pixel -> weights[pixel] > FAINTEST;
    PixelSource weighted = PixelSource.premultiplied(source, alpha);
    float[] sums = resample(weighted, outputToSource, width, height, kernel, object).values();
    Raster result =
        resample(PixelSource.of(source), outputToSource, width, height, kernel, object.negate());
    float[] values = result.values();
    for (int at = 0; at < values.length; at++) {
      int pixel = at / Raster.COLOURS;
      values[at] = Raster.clamped(object.test(pixel) ? sums[at] / weights[pixel] : values[at]);
    }
    return result;
  }

  /**
   * Resamples a matte. Alpha is 0 beyond the source's border.
   *
   * <p>The border does not darken the inside: the kernel uses the nearest pixel beyond it, and the
   * result is multiplied by the share of the output pixel inside the source. So an opaque matte
   * scaled to fill the result stays opaque up to its border, and the edge of a shifted or rotated
   * one fades out over one output pixel.
   *
   * <p>{@link Kernel#BILINEAR} and {@link Kernel#AREA} keep the mean alpha when the matte shrinks.
   * {@link Kernel#BICUBIC} and {@link Kernel#LANCZOS} fall below 0 next to thin strands; clamping
   * adds to the mean, by 6 and 12 percent for sparse strands of less than a pixel at half size.
   *
   * @param source the matte
   * @param outputToSource maps a point of the result to the source
   * @param width pixels per row of the result, at least 1
   * @param height rows of the result, at least 1
   * @param kernel the weights
   * @return a new raster of 1 channel, clamped to 0 to 1
   * @throws InvalidInputException if a size is less than 1, the result has more samples than an
   *     array can contain, or the map has no inverse
   */
  public static Raster alpha(
      AlphaMatte source, Affine outputToSource, int width, int height, Kernel kernel) {
    Raster result = resample(PixelSource.of(source), outputToSource, width, height, kernel, ALL);
    new Coverage(outputToSource, source.width(), source.height()).apply(result);
    return result;
  }

  /** Resamples the wanted pixels; the others have arbitrary values. */
  private static Raster resample(
      PixelSource source, Affine map, int width, int height, Kernel kernel, IntPredicate wanted) {
    Ranges.require(map.determinant() != 0, "outputToSource", map, "a map that has an inverse");
    Raster.requireSize(width, height, source.channels());
    if (!map.keepsAxes()) {
      return TiledResampler.resample(source, map, width, height, kernel, wanted);
    }
    AxisTaps across = new AxisTaps(kernel, map.xx(), map.x0(), width, source.width());
    AxisTaps down = new AxisTaps(kernel, map.yy(), map.y0(), height, source.height());
    return SeparableResampler.resample(source, across, down);
  }
}
