package dev.deepmatting.data.scene;

import dev.deepmatting.data.SampleRandom;
import dev.deepmatting.image.RgbImage;
import java.util.List;
import java.util.stream.IntStream;

/** Backgrounds, from smooth to cluttered, some of which look like hair. */
final class Backdrop {
  private final SampleRandom random;
  private final Palette palette;
  private final Scene scene;
  private final double side;

  private Backdrop(SampleRandom random, int width, int height) {
    this.random = random;
    palette = Palette.any(random);
    scene = Scene.of(random, width, height, Look.drawn(palette, false));
    side = scene.side();
  }

  static RgbImage draw(SampleRandom random, int width, int height) {
    int kind = random.between(0, 9);
    if (kind >= 8) {
      return blurred(random, width, height);
    }
    Backdrop backdrop = new Backdrop(random, width, height);
    backdrop.surface(Texture.any(random, width, height, backdrop.palette));
    switch (kind) {
      case 0, 1 -> backdrop.bokeh();
      case 2, 3 -> backdrop.clutter(random.between(20, 120));
      case 4 -> backdrop.strands();
      case 5 -> backdrop.leaves();
      default -> {}
    }
    if (random.chance(0.3)) {
      Blur.soften(backdrop.scene.canvas(), random.uniform(0.5, 3));
    }
    return backdrop.scene.canvas().toOpaque();
  }

  /** Returns some of its colours, for a foreground that is hard to distinguish from it. */
  static Palette paletteOf(RgbImage picture, SampleRandom random) {
    List<Colour> samples =
        IntStream.range(0, 4)
            .mapToObj(
                i -> {
                  int x = random.between(0, picture.width() - 1);
                  int y = random.between(0, picture.height() - 1);
                  return new Colour(
                          picture.sample(x, y, 0), picture.sample(x, y, 1), picture.sample(x, y, 2))
                      .near(random, 0.03);
                })
            .toList();
    return new Palette(samples);
  }

  private void surface(Texture texture) {
    float[] rgb = texture.values();
    float[] values = scene.canvas().values();
    for (int from = 0, to = 0; from < rgb.length; from += 3, to += Canvas.CHANNELS) {
      values[to] = rgb[from];
      values[to + 1] = rgb[from + 1];
      values[to + 2] = rgb[from + 2];
      values[to + 3] = 1;
    }
  }

  private double anyX() {
    return random.uniform(-0.05, 1.05) * scene.width();
  }

  private double anyY() {
    return random.uniform(-0.05, 1.05) * scene.height();
  }

  private void bokeh() {
    Blur.soften(scene.canvas(), 0.02 * side);
    int discs = random.between(15, 80);
    double largest = random.uniform(0.02, 0.1) * side;
    for (int i = 0; i < discs; i++) {
      double radius = largest * random.uniform(0.5, 1);
      Outline disc = new Outline().ellipse(anyX(), anyY(), radius, radius, false);
      Colour colour = palette.pick(random).mix(Colour.WHITE, random.uniform(0, 0.6));
      scene.fill(disc, Ink.plain(colour, random.uniform(0.15, 0.7)));
    }
    Blur.soften(scene.canvas(), random.uniform(0.7, 2));
  }

  private void clutter(int things) {
    for (int i = 0; i < things; i++) {
      double size = random.uniform(0.01, 0.18) * side;
      Colour colour = random.chance(0.7) ? palette.pick(random) : Colour.any(random);
      double x = anyX();
      double y = anyY();
      Ink ink =
          Ink.gradient(
              x - size,
              y,
              colour.lit(random.uniform(0.4, 1)),
              x + size,
              y + size,
              colour.lit(random.uniform(0.7, 1.3)));
      scene.fill(Shapes.any(random, x, y, size), ink);
    }
  }

  /** Draws strands as fine and bright as hair, which a network must not take for foreground. */
  private void strands() {
    int count = random.between(300, 1200);
    double length = random.uniform(0.05, 0.4) * side;
    double main = random.uniform(0, Math.PI);
    double spread = random.uniform(0.05, 1);
    double thick = random.uniform(0.5, 2.5);
    Strand strand = new Strand();
    for (int i = 0; i < count; i++) {
      double angle = main + random.gaussian() * spread;
      double bend = random.gaussian() * 0.05;
      double x = anyX();
      double y = anyY();
      strand.clear();
      for (int step = 0; step <= 12; step++, angle += bend) {
        strand.add(x, y, thick * Strand.taper(step / 12.0, 0.3));
        x += Math.cos(angle) * length / 12;
        y += Math.sin(angle) * length / 12;
      }
      Colour colour = palette.pick(random).near(random, 0.1);
      scene.draw(strand, colour);
    }
  }

  private void leaves() {
    int count = random.between(150, 700);
    double size = random.uniform(0.02, 0.1) * side;
    for (int i = 0; i < count; i++) {
      double length = size * random.uniform(0.4, 1.3);
      double x = anyX();
      double y = anyY();
      double angle = random.uniform(0, 2 * Math.PI);
      Colour colour = palette.pick(random).near(random, 0.1).lit(random.uniform(0.4, 1.1));
      Outline leaf = Shapes.leaf(x, y, length, angle, random.uniform(0.15, 0.6), 0, 0);
      scene.fill(leaf, Ink.plain(colour, 1));
    }
  }

  /** Draws a background far out of focus: drawn small and enlarged smoothly. */
  private static RgbImage blurred(SampleRandom random, int width, int height) {
    int small = random.between(3, 10);
    Backdrop backdrop = new Backdrop(random, width / small + 2, height / small + 2);
    int columns = backdrop.scene.width();
    int rows = backdrop.scene.height();
    backdrop.surface(Texture.any(random, columns, rows, backdrop.palette));
    backdrop.clutter(random.between(10, 60));
    Blur.soften(backdrop.scene.canvas(), random.uniform(0.6, 1.5));
    float[] rgb = Enlarged.of(backdrop.scene.canvas(), width, height, small);
    if (random.chance(0.7)) {
      Texture.light(random, rgb, width, height);
    }
    return new Texture(width, rgb).toImage();
  }

  /** Bilinear enlargement. */
  static final class Enlarged {
    private Enlarged() {}

    /**
     * Returns the colours of a canvas, interleaved; it must have {@code size / factor + 2} pixels.
     */
    static float[] of(Canvas small, int width, int height, int factor) {
      float[] rgb = new float[width * height * 3];
      float[] from = small.values();
      int stride = small.width() * Canvas.CHANNELS;
      for (int y = 0, to = 0; y < height; y++) {
        float fy = y % factor / (float) factor;
        int row = y / factor * stride;
        for (int x = 0; x < width; x++) {
          float fx = x % factor / (float) factor;
          int at = row + x / factor * Canvas.CHANNELS;
          for (int channel = 0; channel < 3; channel++, to++, at++) {
            float upper = from[at] + (from[at + 4] - from[at]) * fx;
            float lower = from[at + stride] + (from[at + stride + 4] - from[at + stride]) * fx;
            rgb[to] = upper + (lower - upper) * fy;
          }
        }
      }
      return rgb;
    }
  }
}
