package dev.deepmatting.data.scene;

import dev.deepmatting.data.SampleRandom;
import dev.deepmatting.image.RgbImage;

/** A surface of colours, of the picture's size, which fills solid objects. */
final class Texture implements Ink {
  private final int width;
  private final float[] rgb;

  Texture(int width, float[] rgb) {
    this.width = width;
    this.rgb = rgb;
  }

  /** Returns one of several surfaces, unevenly lit. */
  static Texture any(SampleRandom random, int width, int height, Palette palette) {
    return any(random, width, height, palette, Part.whole(width, height));
  }

  /** Returns the same surface, painted only in a part. */
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

  /** Adds light from one side, soft shadows and grain. */
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

  /** Returns its colours, three values per pixel. */
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

  /** Uniformly distributed noise by Knuth's linear congruential generator. */
  static final class Grain {
    private static final long FACTOR = 6364136223846793005L;
    private static final long SUMMAND = 1442695040888963407L;

    private long state;

    Grain(long seed) {
      state = seed;
    }

    /** Returns the next number, from -1 to 1. */
    float next() {
      state = state * FACTOR + SUMMAND;
      return (int) (state >> 32) * 0x1p-31f;
    }

    /** Skips numbers, by composing the step with itself through squaring. */
    void skip(long count) {
      long factor = FACTOR;
      long summand = SUMMAND;
      for (long left = count; left > 0; left >>= 1) {
        if ((left & 1) == 1) {
          state = state * factor + summand;
        }
        summand = summand * factor + summand;
        factor *= factor;
      }
    }
  }

  /** Repeating patterns: stripes, checks, bricks and dots. */
  static final class Patterns {
    private static final float SOFTNESS = 0.7f;

    private Patterns() {}

    static void periodic(
        SampleRandom random, float[] rgb, int width, int height, Palette palette, Part part) {
      double side = Math.min(width, height);
      double period = random.uniform(0.01, 0.15) * side + 3;
      double angle = random.chance(0.4) ? 0 : random.uniform(0, Math.PI);
      double cos = Math.cos(angle) / period;
      double sin = Math.sin(angle) / period;
      double bend = random.uniform(0, 1.5);
      Noise warp = Noise.fractal(random, width, height, 0.3 * side, 0.3 * side, 2, 0.5, part);
      int kind = random.between(0, 3);
      Colour one = palette.pick(random);
      Colour two = random.chance(0.3) ? Colour.any(random) : palette.ramp(random.uniform(0, 1));
      double share = random.uniform(0.25, 0.6);
      float edge = (float) (SOFTNESS / period);
      for (int y = part.top(); y < part.bottom(); y++) {
        int to = (y * width + part.left()) * 3;
        for (int x = part.left(); x < part.right(); x++, to += 3) {
          double shift = bend * (warp.at(x, y) - 0.5);
          double u = x * cos + y * sin + shift;
          double v = y * cos - x * sin + shift;
          float s = pattern(kind, u, v, (float) share, edge);
          rgb[to] = one.red() + (two.red() - one.red()) * s;
          rgb[to + 1] = one.green() + (two.green() - one.green()) * s;
          rgb[to + 2] = one.blue() + (two.blue() - one.blue()) * s;
        }
      }
    }

    private static float pattern(int kind, double u, double v, float share, float edge) {
      switch (kind) {
        case 0:
          return wave(u, share, edge);
        case 1:
          return Math.abs(wave(u, 0.5f, edge) - wave(v, 0.5f, edge));
        case 2:
          // Bricks: every other row is shifted by half a brick.
          double brick = u * 0.5 + 0.5 * (Math.floor(v) - 2 * Math.floor(v / 2));
          return Math.min(wave(brick, 0.94f, edge), wave(v, 0.88f, edge));
        default:
          double du = u - Math.floor(u) - 0.5;
          double dv = v - Math.floor(v) - 0.5;
          double inside = share * 0.8 - Math.sqrt(du * du + dv * dv);
          return (float) Math.max(0, Math.min(1, inside / edge + 0.5));
      }
    }

    /** Returns 1 for the given share of each unit, with soft edges. */
    private static float wave(double u, float share, float edge) {
      float t = (float) (u - Math.floor(u));
      float inside = 0.5f * share - Math.abs(t - 0.5f);
      return Math.max(0, Math.min(1, inside / edge + 0.5f));
    }
  }
}
