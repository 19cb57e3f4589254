package dev.deepmatting.data;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import java.util.function.IntBinaryOperator;

/** Layers for tests: soft discs, of another colour at each place, over plain gradients. */
final class Discs implements LayerSource {
  private final int width;
  private final int height;
  private final int softness;

  Discs(int width, int height, int softness) {
    this.width = width;
    this.height = height;
    this.softness = softness;
  }

  @Override
  public int samplesPerEpoch() {
    return 10;
  }

  @Override
  public Layers layers(long place) {
    return new Layers("disc " + place, foreground(place), background(place));
  }

  @Override
  public Foreground foreground(long number) {
    int shade = (int) Math.floorMod(37 * number, 200L);
    RgbImage colours =
        colours(width, height, (x, y) -> (20 + shade) << 16 | (x % 200) << 8 | y % 200);
    return new Foreground("disc " + number, colours, alpha(Math.floorMod(number, 7)));
  }

  private static RgbImage background(long place) {
    int shade = (int) Math.floorMod(53 * place, 256L);
    return colours(500, 400, (x, y) -> x / 2 << 16 | shade << 8 | y / 2);
  }

  private AlphaMatte alpha(int shift) {
    float[] values = new float[width * height];
    double radius = 0.3 * Math.min(width, height);
    for (int i = 0; i < values.length; i++) {
      double distance =
          Math.hypot(i % width - width / 2.0 + shift, (double) (i / width) - height / 2.0);
      double inside = (radius - distance) / Math.max(0.001, softness) + 0.5;
      values[i] = Math.round(255 * Math.max(0, Math.min(1, inside))) / 255f;
    }
    return AlphaMatte.of(width, height, values);
  }

  static RgbImage colours(int width, int height, IntBinaryOperator rgbAt) {
    byte[] samples = new byte[3 * width * height];
    for (int i = 0; i < width * height; i++) {
      int rgb = rgbAt.applyAsInt(i % width, i / width);
      samples[3 * i] = (byte) (rgb >> 16);
      samples[3 * i + 1] = (byte) (rgb >> 8);
      samples[3 * i + 2] = (byte) rgb;
    }
    return RgbImage.of8(width, height, samples);
  }
}
