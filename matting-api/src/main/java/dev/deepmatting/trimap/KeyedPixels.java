package dev.deepmatting.trimap;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;

/** A picture's pixels relative to a key. */
final class KeyedPixels {
  private final int width;
  private final int height;
  private final float[] mask;
  private final float[] tint;
  private final long background;
  private final long foreground;

  private KeyedPixels(int width, int height, float[] mask, float[] tint) {
    this.width = width;
    this.height = height;
    this.mask = mask;
    this.tint = tint;
    long zeros = 0;
    long ones = 0;
    for (float value : mask) {
      zeros += value == 0 ? 1 : 0;
      ones += value == 1 ? 1 : 0;
    }
    background = zeros;
    foreground = ones;
  }

  static KeyedPixels of(
      RgbImage image, KeyFinder.KeyColour key, double tolerance, double softness) {
    int width = image.width();
    float[] mask = new float[width * image.height()];
    float[] tint = new float[mask.length];
    for (int y = 0, at = 0; y < image.height(); y++) {
      for (int x = 0; x < width; x++, at++) {
        Oklab colour = Oklab.of(image, x, y);
        mask[at] = ramp(key.distance(colour) - tolerance, softness);
        tint[at] = (float) key.tint(colour);
      }
    }
    return new KeyedPixels(width, image.height(), mask, tint);
  }

  long background() {
    return background;
  }

  long foreground() {
    return foreground;
  }

  Trimap trimap(Band band, double spill) {
    Trimap trimap =
        TrimapGenerator.byDistance(band)
            .withMaskThresholds(0, 1)
            .fromMask(AlphaMatte.of(width, height, mask), "key's mask");
    return withSpill(trimap, spill);
  }

  /** Extends the unknown region into tinted foreground. */
  private Trimap withSpill(Trimap trimap, double spill) {
    byte[] values = new byte[mask.length];
    byte[] row = new byte[width];
    int[] queue = new int[mask.length];
    int end = 0;
    for (int y = 0, at = 0; y < height; y++) {
      trimap.readRow(y, row);
      for (int x = 0; x < width; x++, at++) {
        values[at] = row[x];
        if (row[x] == (byte) Trimap.UNKNOWN) {
          queue[end++] = at;
        }
      }
    }
    for (int next = 0; next < end; next++) {
      int at = queue[next];
      int x = at % width;
      end = add(values, at - width, at >= width, spill, queue, end);
      end = add(values, at + width, at + width < values.length, spill, queue, end);
      end = add(values, at - 1, x > 0, spill, queue, end);
      end = add(values, at + 1, x + 1 < width, spill, queue, end);
    }
    return Trimap.of(width, height, values);
  }

  private int add(byte[] values, int at, boolean inside, double spill, int[] queue, int end) {
    if (!inside || values[at] != (byte) Trimap.FOREGROUND || tint[at] < spill) {
      return end;
    }
    values[at] = (byte) Trimap.UNKNOWN;
    queue[end] = at;
    return end + 1;
  }

  private static float ramp(double beyond, double softness) {
    if (beyond <= 0) {
      return 0;
    }
    return beyond >= softness ? 1 : (float) (beyond / softness);
  }
}
