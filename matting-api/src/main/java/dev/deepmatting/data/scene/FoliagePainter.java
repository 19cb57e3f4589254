package dev.deepmatting.data.scene;

import dev.deepmatting.data.SampleRandom;

/** Branches that fork, with leaves on them. */
final class FoliagePainter {
  private static final int STEPS = 10;

  private final Scene scene;
  private final SampleRandom random;
  private final double leafLength;
  private final double breadth;
  private final int teeth;
  private final boolean bare;
  private final Colour bark;

  private FoliagePainter(Scene scene) {
    this.scene = scene;
    random = scene.random();
    leafLength = scene.scaled(14, 70);
    breadth = random.uniform(0.12, 0.7);
    teeth = random.chance(0.4) ? random.between(4, 12) : 0;
    bare = random.chance(0.2);
    bark = Colour.of(0x5a4632).mix(scene.palette().first(), 0.4);
  }

  static void paint(Scene scene) {
    FoliagePainter painter = new FoliagePainter(scene);
    SampleRandom random = scene.random();
    int branches = random.between(2, 5);
    for (int i = 0; i < branches; i++) {
      painter.branch(
          random.uniform(0.2, 0.8) * scene.width(),
          scene.height() * random.uniform(0.75, 1.05),
          -Math.PI / 2 + random.gaussian() * 0.4,
          scene.side() * random.uniform(0.45, 0.8),
          scene.scaled(4, 16),
          3);
    }
  }

  private void branch(
      double x, double y, double angle, double length, double thick, int generations) {
    Strand wood = new Strand();
    double px = x;
    double py = y;
    double direction = angle;
    double bend = random.gaussian() * 0.06;
    for (int i = 0; i <= STEPS; i++) {
      double along = i / (double) STEPS;
      wood.add(px, py, Math.max(0.5, thick * (1 - 0.75 * along)));
      if (i > 2 && generations > 0 && random.chance(0.4)) {
        double side = random.chance(0.5) ? 1 : -1;
        branch(
            px,
            py,
            direction + side * random.uniform(0.3, 1),
            length * random.uniform(0.25, 0.5),
            thick * 0.45,
            generations - 1);
      }
      if (!bare && generations < 3 && i > 1) {
        leaf(px, py, direction);
      }
      px += Math.cos(direction) * length / STEPS;
      py += Math.sin(direction) * length / STEPS;
      direction += bend + random.gaussian() * 0.08;
    }
    scene.draw(wood, bark.near(random, 0.05));
  }

  private void leaf(double x, double y, double direction) {
    double side = random.chance(0.5) ? 1 : -1;
    double angle = direction + side * random.uniform(0.3, 1.3);
    double length = leafLength * random.uniform(0.5, 1.2);
    Colour colour = scene.palette().pick(random).near(random, 0.07);
    Ink ink =
        Ink.gradient(
            x,
            y,
            colour.lit(random.uniform(0.5, 0.9)),
            x + length * Math.cos(angle),
            y + length * Math.sin(angle),
            colour.lit(random.uniform(0.9, 1.3)));
    scene.fill(Shapes.leaf(x, y, length, angle, breadth, teeth, 0.35), ink);
  }
}
