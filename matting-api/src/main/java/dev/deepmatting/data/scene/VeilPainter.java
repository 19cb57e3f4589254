package dev.deepmatting.data.scene;

import dev.deepmatting.data.SampleRandom;

/** Paints translucent objects. */
final class VeilPainter {
  private VeilPainter() {}

  static void smoke(Scene scene) {
    SampleRandom random = scene.random();
    int width = scene.width();
    int height = scene.height();
    double side = scene.side();
    Noise billows = Noise.fractal(random, width, height, random.uniform(0.12, 0.4) * side, 6, 0.55);
    Noise warp = Noise.fractal(random, width, height, 0.3 * side, 3, 0.5);
    Noise shade = Noise.fractal(random, width, height, 0.2 * side, 3, 0.5);
    Plume plume = Plume.of(scene);
    double bend = random.uniform(0.05, 0.3) * side;
    double gain = random.uniform(1.5, 4);
    double threshold = random.uniform(0.25, 0.5);
    double density = random.uniform(0.35, 1);
    for (int y = 0, pixel = 0; y < height; y++) {
      for (int x = 0; x < width; x++, pixel++) {
        double shift = bend * (warp.at(x, y) - 0.5);
        double share = plume.at(x + shift, y + shift);
        if (share == 0) {
          continue;
        }
        double thick = (billows.between(x + shift, y - shift) - threshold) * gain;
        double alpha = density * clamp(thick) * share;
        if (alpha > 1.0 / 510) {
          Colour colour = scene.palette().ramp(shade.at(x, y));
          scene.canvas().over(pixel, colour.red(), colour.green(), colour.blue(), (float) alpha);
        }
      }
    }
  }

  /**
   * The extent of smoke: along a widening line, fading to both ends and sides.
   *
   * @param x the root's column
   * @param y the root's row
   * @param dx the direction
   * @param dy the direction
   * @param length from root to end
   * @param width at the root
   */
  private record Plume(double x, double y, double dx, double dy, double length, double width) {
    static Plume of(Scene scene) {
      SampleRandom random = scene.random();
      double angle = random.uniform(0, 2 * Math.PI);
      double length = random.uniform(0.6, 1.1) * scene.side();
      return new Plume(
          0.5 * scene.width() - 0.5 * length * Math.cos(angle),
          0.5 * scene.height() - 0.5 * length * Math.sin(angle),
          Math.cos(angle),
          Math.sin(angle),
          length,
          random.uniform(0.06, 0.25) * scene.side());
    }

    double at(double px, double py) {
      double along = ((px - x) * dx + (py - y) * dy) / length;
      double across = Math.abs((px - x) * dy - (py - y) * dx);
      double reach = width * (0.5 + 1.8 * Math.max(0, along));
      return clamp(4 * along) * clamp(3 * (1 - along)) * clamp(2 * (1 - across / reach));
    }
  }

  static void glass(Scene scene) {
    SampleRandom random = scene.random();
    double radius = random.uniform(0.15, 0.3) * scene.side();
    double x = random.uniform(0.35, 0.65) * scene.width();
    double y = random.uniform(0.35, 0.65) * scene.height();
    boolean round = random.chance(0.5);
    Outline wall = round ? ball(x, y, radius) : goblet(random, x, y, radius);
    Colour tint = scene.palette().first();
    scene.fill(wall, Ink.plain(tint, random.uniform(0.05, 0.35)));
    rim(scene, wall, tint);
    highlights(scene, x, y, radius);
    if (random.chance(0.6)) {
      // Its holder, or an object inside it, is solid.
      Outline solid = Shapes.any(random, x, y + radius * random.uniform(0.4, 1.1), 0.4 * radius);
      scene.fill(solid, scene.surface(solid, Palette.any(random)));
    }
  }

  private static Outline ball(double x, double y, double radius) {
    return new Outline().ellipse(x, y, radius, radius, false);
  }

  /** Returns bowl, stem and foot, symmetrically. */
  private static Outline goblet(SampleRandom random, double x, double y, double radius) {
    double[] profile = new double[33];
    double stem = random.uniform(0.06, 0.6);
    double bowl = random.uniform(0.5, 0.75);
    for (int i = 0; i < profile.length; i++) {
      double down = i / 32.0;
      double cup = Math.sqrt(Math.max(0, 1 - Math.pow(down / bowl, 4)));
      double foot = down > 0.9 ? 0.7 * (down - 0.9) / 0.1 : 0;
      profile[i] = Math.max(Math.max(cup * 0.8, stem * 0.3), foot);
    }
    Outline outline = new Outline();
    for (int i = 0; i < profile.length; i++) {
      outline.add(x + radius * profile[i], y - 1.3 * radius + 2.6 * radius * i / 32.0);
    }
    for (int i = profile.length - 1; i >= 0; i--) {
      outline.add(x - radius * profile[i], y - 1.3 * radius + 2.6 * radius * i / 32.0);
    }
    return outline.close();
  }

  /** Draws the denser rim where the wall is seen edge-on: a line of changing strength. */
  private static void rim(Scene scene, Outline wall, Colour tint) {
    SampleRandom random = scene.random();
    double thick = scene.scaled(1.2, 6);
    double phase = random.uniform(0, 2 * Math.PI);
    Strand line = new Strand();
    for (int i = 0; i <= wall.points(); i++) {
      int point = i % wall.points();
      double swell = 0.6 + 0.4 * Math.cos(phase + 4 * Math.PI * i / wall.points());
      line.add(wall.x(point), wall.y(point), thick * swell);
    }
    Colour bright = tint.mix(Colour.WHITE, random.uniform(0.2, 0.9));
    scene
        .pen()
        .draw(
            scene.canvas(), line, tint.lit(0.6), bright, tint.lit(0.8), random.uniform(0.5, 0.95));
  }

  private static void highlights(Scene scene, double x, double y, double radius) {
    SampleRandom random = scene.random();
    Canvas shine = scene.newCanvas();
    int spots = random.between(2, 6);
    for (int i = 0; i < spots; i++) {
      double size = radius * random.uniform(0.05, 0.25);
      Outline spot =
          new Outline()
              .ellipse(
                  x + radius * random.uniform(-0.6, 0.6),
                  y + radius * random.uniform(-0.7, 0.7),
                  size * 0.4,
                  size * 1.6,
                  false);
      scene.on(shine).fill(spot, Ink.plain(Colour.WHITE, random.uniform(0.3, 1)));
    }
    Blur.soften(shine, scene.scaled(0.6, 4));
    scene.canvas().over(shine);
  }

  private static double clamp(double value) {
    return Math.max(0, Math.min(1, value));
  }
}
