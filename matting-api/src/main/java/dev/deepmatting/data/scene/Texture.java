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
    return any(random, width, height, palette, Part.whole(width, height));
  }

  /** The same surface, of which no more than a part is painted. */
  static Texture any(SampleRandom random, int width, int height, Palette palette, Part part) {
    double side = Math.min(width, height);
    float[] rgb = new float[width * height * 3];
    switch (random.between(0, 3)) {
      case 0 -> {
        double cell = random.uniform(0.03, 0.4) * side;
        Noise noise = Noise.fractal(random, width, height, cell, cell, 5, 0.6, part);
        ramp(rgb, palette, noise, 1, part);
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
                0.8,
                part);
        ramp(rgb, palette, fibres, random.uniform(0.4, 1), part);
      }
      case 2 -> Patterns.periodic(random, rgb, width, height, palette, part);
      default -> {
        double cell = 0.5 * side;
        Noise noise = Noise.fractal(random, width, height, cell, cell, 2, 0.5, part);
        ramp(rgb, palette, noise, 0.6, part);
      }
    }
    light(random, rgb, width, height, part);
    return new Texture(width, rgb);
  }

  private static void ramp(float[] rgb, Palette palette, Noise noise, double contrast, Part part) {
    int levels = 256;
    float[] table = new float[levels * 3];
    for (int i = 0; i < levels; i++) {
      Colour colour = palette.ramp(0.5 + (i / 255.0 - 0.5) * contrast);
      table[3 * i] = colour.red();
      table[3 * i + 1] = colour.green();
      table[3 * i + 2] = colour.blue();
    }
    float[] values = noise.values();
    for (int y = part.top(); y < part.bottom(); y++) {
      int end = y * noise.width() + part.right();
      for (int i = y * noise.width() + part.left(); i < end; i++) {
        int level = Math.max(0, Math.min(255, (int) (values[i] * 255))) * 3;
        rgb[3 * i] = table[level];
        rgb[3 * i + 1] = table[level + 1];
        rgb[3 * i + 2] = table[level + 2];
      }
    }
  }

  /** Light from one side, soft shadows and grain. */
  static void light(SampleRandom random, float[] rgb, int width, int height) {
    light(random, rgb, width, height, Part.whole(width, height));
  }

  private static void light(SampleRandom random, float[] rgb, int width, int height, Part part) {
    double angle = random.uniform(0, 2 * Math.PI);
    float slopeX = (float) (Math.cos(angle) * 0.5 / width);
    float slopeY = (float) (Math.sin(angle) * 0.5 / height);
    double cell = width * 0.25;
    float[] shadow = Noise.fractal(random, width, height, cell, cell, 3, 0.5, part).values();
    float depth = (float) random.uniform(0.1, 0.7);
    float grain = (float) (random.chance(0.6) ? random.uniform(0.01, 0.06) : 0);
    Grain grains = new Grain(random.number() | 1);
    grains.skip((long) part.top() * width + part.left());
    float[] row = new float[width];
    for (int y = part.top(); y < part.bottom(); y++) {
      if (grain > 0) {
        for (int x = part.left(); x < part.right(); x++) {
          row[x] = grain * grains.next();
        }
        grains.skip((long) width - part.right() + part.left());
      }
      for (int x = part.left(), i = y * width + x; x < part.right(); x++, i++) {
        float light = 0.95f + slopeX * (x - width / 2) + slopeY * (y - height / 2);
        light += depth * (shadow[i] - 0.5f);
        rgb[3 * i] = rgb[3 * i] * light + row[x];
        rgb[3 * i + 1] = rgb[3 * i + 1] * light + row[x];
        rgb[3 * i + 2] = rgb[3 * i + 2] * light + row[x];
      }
    }
  }

  /** Its colours, three values a pixel. */
  float[] values() {
    return rgb;
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
