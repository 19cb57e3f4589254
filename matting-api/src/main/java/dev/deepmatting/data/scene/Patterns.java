package dev.deepmatting.data.scene;

import dev.deepmatting.data.SampleRandom;

/** Stripes, checks, bricks and dots: what repeats itself. */
final class Patterns {
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
        // Bricks: every other row is moved by half a brick.
        double brick = u * 0.5 + 0.5 * (Math.floor(v) - 2 * Math.floor(v / 2));
        return Math.min(wave(brick, 0.94f, edge), wave(v, 0.88f, edge));
      default:
        double du = u - Math.floor(u) - 0.5;
        double dv = v - Math.floor(v) - 0.5;
        double inside = share * 0.8 - Math.sqrt(du * du + dv * dv);
        return (float) Math.max(0, Math.min(1, inside / edge + 0.5));
    }
  }

  /** 1 for the given share of each unit, with soft edges. */
  private static float wave(double u, float share, float edge) {
    float t = (float) (u - Math.floor(u));
    float inside = 0.5f * share - Math.abs(t - 0.5f);
    return Math.max(0, Math.min(1, inside / edge + 0.5f));
  }
}
