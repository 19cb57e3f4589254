package dev.deepmatting.internal.pixel;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Resamples by any affine map. Processes the output in tiles and keeps only the source pixels of
 * one tile.
 *
 * <p>The kernel is the product of one along x and one along y, each as wide as the output pixel's
 * footprint is along that axis. For a map that shrinks much more in one direction than in the
 * other, and rotates, this blurs more than necessary.
 */
final class TiledResampler {
  private static final int TILE = 64;

  private final PixelSource source;
  private final Affine map;
  private final KernelTable across;
  private final KernelTable down;
  private final float[] acrossWeights;
  private final float[] downWeights;
  private final Patch patch;
  private final Raster result;
  private final IntPredicate wanted;

  private TiledResampler(
      PixelSource source, Affine map, Raster result, Kernel kernel, IntPredicate wanted) {
    this.source = source;
    this.result = result;
    this.wanted = wanted;
    this.map = map;
    across = new KernelTable(kernel, Math.max(1, map.footprintX()));
    down = new KernelTable(kernel, Math.max(1, map.footprintY()));
    acrossWeights = new float[across.taps()];
    downWeights = new float[down.taps()];
    patch = new Patch(source);
  }

  /**
   * Resamples some pixels.
   *
   * @param wanted the pixels of the result to compute, row-major; the others stay 0
   */
  static Raster resample(
      PixelSource source, Affine map, int width, int height, Kernel kernel, IntPredicate wanted) {
    Raster result = new Raster(width, height, source.channels());
    TiledResampler resampler = new TiledResampler(source, map, result, kernel, wanted);
    for (int y = 0; y < height; y += TILE) {
      for (int x = 0; x < width; x += TILE) {
        resampler.fill(x, y, Math.min(width, x + TILE), Math.min(height, y + TILE));
      }
    }
    return result;
  }

  private void fill(int left, int top, int right, int bottom) {
    if (!hasAny(left, top, right, bottom)) {
      return;
    }
    load(left, top, right - 1, bottom - 1);
    for (int y = top; y < bottom; y++) {
      int pixel = y * result.width() + left;
      for (int x = left; x < right; x++, pixel++) {
        if (wanted.test(pixel)) {
          fillPixel(x, y, pixel * source.channels());
        }
      }
    }
  }

  private boolean hasAny(int left, int top, int right, int bottom) {
    return IntStream.range(top, bottom)
        .map(y -> y * result.width())
        .anyMatch(row -> IntStream.range(row + left, row + right).anyMatch(wanted));
  }

  /** Reads the source pixels that a tile needs; the map's extremes are at the tile's corners. */
  private void load(int left, int top, int right, int bottom) {
    // The sign of a factor shows which corner is lowest.
    int lowX = map.xx() > 0 ? left : right;
    int lowY = map.xy() > 0 ? top : bottom;
    int minX = across.first(centreX(lowX, lowY));
    int maxX = across.first(centreX(left + right - lowX, top + bottom - lowY));
    lowX = map.yx() > 0 ? left : right;
    lowY = map.yy() > 0 ? top : bottom;
    int minY = down.first(centreY(lowX, lowY));
    int maxY = down.first(centreY(left + right - lowX, top + bottom - lowY));
    patch.load(minX, minY, maxX + across.taps(), maxY + down.taps());
  }

  private double centreX(int x, int y) {
    return Reach.limited(map.mappedX(x + 0.5, y + 0.5), across.radius(), source.width());
  }

  private double centreY(int x, int y) {
    return Reach.limited(map.mappedY(x + 0.5, y + 0.5), down.radius(), source.height());
  }

  private void fillPixel(int x, int y, int at) {
    double centreX = centreX(x, y);
    double centreY = centreY(x, y);
    int firstX = across.first(centreX);
    int firstY = down.first(centreY);
    across.weigh(centreX, firstX, acrossWeights);
    down.weigh(centreY, firstY, downWeights);
    int from = patch.index(firstX, firstY);
    if (source.channels() == 1) {
      result.values()[at] = weighed(from);
    } else {
      weighColours(from, at);
    }
  }

  private float weighed(int start) {
    float[] samples = patch.values();
    float sum = 0;
    int from = start;
    for (float downWeight : downWeights) {
      float rowSum = 0;
      int at = from;
      for (float weight : acrossWeights) {
        rowSum += weight * samples[at++];
      }
      sum += downWeight * rowSum;
      from += patch.stride();
    }
    return sum;
  }

  private void weighColours(int start, int at) {
    float[] samples = patch.values();
    float red = 0;
    float green = 0;
    float blue = 0;
    int from = start;
    for (float downWeight : downWeights) {
      int sample = from;
      for (float acrossWeight : acrossWeights) {
        float weight = downWeight * acrossWeight;
        red += weight * samples[sample];
        green += weight * samples[sample + 1];
        blue += weight * samples[sample + 2];
        sample += Raster.COLOURS;
      }
      from += patch.stride();
    }
    float[] target = result.values();
    target[at] = red;
    target[at + 1] = green;
    target[at + 2] = blue;
  }
}
