package dev.deepmatting.data.scene;

import dev.deepmatting.data.SampleRandom;
import dev.deepmatting.image.RgbImage;

/** A surface of colours, as large as the picture: what solid things are filled with. */
final class Texture implements Ink {
  private final int width;
  private final float[] rgb;

  Texture(int width, float[] rgb) {
    this.width = width;
    this.rgb = rgb;
  }

  /** One of several surfaces, unevenly lit. */
  static Texture any(SampleRandom random, int width, int height, Palette palette) {
    double side = Math.min(width, height);
    float[] rgb = new float[width * height * 3];
    switch (random.between(0, 3)) {
      case 0 -> {
        double cell = random.uniform(0.03, 0.4) * side;
        ramp(rgb, palette, Noise.fractal(random, width, height, cell, 5, 0.6).values(), 1);
      }
      case 1 -> {
        double cell = random.uniform(0.004, 0.02) * side;
        double stretch = random.uniform(5, 30);
        boolean upright = random.chance(0.5);
        Noise fibres =
            Noise.fractal(
                random,
                width,
                height,
                upright ? cell : cell * stretch,
                upright ? cell * stretch : cell,
                4,
                0.8);
        ramp(rgb, palette, fibres.values(), random.uniform(0.4, 1));
      }
      case 2 -> Patterns.periodic(random, rgb, width, height, palette);
      default -> {
        Noise noise = Noise.fractal(random, width, height, 0.5 * side, 2, 0.5);
        ramp(rgb, palette, noise.values(), 0.6);
      }
    }
    light(random, rgb, width, height);
    return new Texture(width, rgb);
  }

  static void ramp(float[] rgb, Palette palette, float[] noise, double contrast) {
    int levels = 256;
    float[] table = new float[levels * 3];
    for (int i = 0; i < levels; i++) {
      Colour colour = palette.ramp(0.5 + (i / 255.0 - 0.5) * contrast);
      table[3 * i] = colour.red();
      table[3 * i + 1] = colour.green();
      table[3 * i + 2] = colour.blue();
    }
    for (int i = 0, to = 0; i < noise.length; i++, to += 3) {
      int level = Math.max(0, Math.min(255, (int) (noise[i] * 255))) * 3;
      rgb[to] = table[level];
      rgb[to + 1] = table[level + 1];
      rgb[to + 2] = table[level + 2];
    }
  }

  /** Light from one side, soft shadows and grain. */
  static void light(SampleRandom random, float[] rgb, int width, int height) {
    double angle = random.uniform(0, 2 * Math.PI);
    float slopeX = (float) (Math.cos(angle) * 0.5 / width);
    float slopeY = (float) (Math.sin(angle) * 0.5 / height);
    float[] shadow = Noise.fractal(random, width, height, width * 0.25, 3, 0.5).values();
    float depth = (float) random.uniform(0.1, 0.7);
    float grain = (float) (random.chance(0.6) ? random.uniform(0.01, 0.06) : 0);
    long state = random.number() | 1;
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i++) {
        float light = 0.95f + slopeX * (x - width / 2) + slopeY * (y - height / 2);
        light += depth * (shadow[i] - 0.5f);
        state = state * 6364136223846793005L + 1442695040888963407L;
        float noise = grain * ((int) (state >> 32) * 0x1p-31f);
        rgb[3 * i] = rgb[3 * i] * light + noise;
        rgb[3 * i + 1] = rgb[3 * i + 1] * light + noise;
        rgb[3 * i + 2] = rgb[3 * i + 2] * light + noise;
      }
    }
  }

  RgbImage toImage() {
    byte[] bytes = new byte[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      bytes[i] = Canvas.toByte(rgb[i]);
    }
    return RgbImage.of8(width, rgb.length / 3 / width, bytes);
  }

  @Override
  public void at(int x, int y, float[] rgba) {
    int from = (y * width + x) * 3;
    rgba[0] = rgb[from];
    rgba[1] = rgb[from + 1];
    rgba[2] = rgb[from + 2];
    rgba[3] = 1;
  }
}
