package dev.deepmatting.data.scene;

import dev.deepmatting.data.SampleRandom;

/** Bodies that strands grow on. */
final class FurPainter {
  private static final int STEPS = 18;
  private static final int STRANDS_OF_A_TUFT = 5;
  private static final int DIRECTIONS = 72;

  private final Scene scene;
  private final SampleRandom random;
  private final double side;
  private final double centreX;
  private final double centreY;
  private final double radius;
  private final Strand strand = new Strand();
  private double[] edge = {};
  private double brightestTip = 1.35;

  private FurPainter(Scene scene, double radius) {
    this.scene = scene;
    this.radius = radius;
    random = scene.random();
    side = scene.side();
    centreX = random.uniform(0.35, 0.65) * scene.width();
    centreY = random.uniform(0.4, 0.65) * scene.height();
  }

  /** The common properties of a scene's strands. */
  private record Growth(
      double length, double thickness, double curl, double waves, double spread, double gravity) {}

  static void hair(Scene scene) {
    FurPainter painter = new FurPainter(scene, scene.random().uniform(0.16, 0.28) * scene.side());
    SampleRandom random = scene.random();
    Growth growth =
        new Growth(
            random.uniform(0.15, 0.55) * painter.side,
            random.uniform(0.35, 1.6),
            random.chance(0.5) ? random.uniform(0, 0.25) : random.uniform(0.3, 1.3),
            random.uniform(1, 6),
            random.uniform(0.08, 0.5),
            random.uniform(-0.03, 0.12));
    painter.body();
    painter.locks(growth, random.between(40, 110), random.between(12, 40));
    painter.strays(growth, random.between(40, 160));
  }

  static void fur(Scene scene) {
    FurPainter painter = new FurPainter(scene, scene.random().uniform(0.2, 0.33) * scene.side());
    SampleRandom random = scene.random();
    Growth growth =
        new Growth(
            random.uniform(0.02, 0.09) * painter.side,
            random.uniform(0.4, 1.3),
            random.uniform(0, 0.4),
            random.uniform(0.5, 2),
            random.uniform(0.1, 0.6),
            random.uniform(0, 0.05));
    painter.body();
    painter.locks(growth, random.between(250, 420), random.between(6, 14));
    painter.strays(growth, random.between(60, 200));
  }

  /** Paints a body with the colours of its fur, as in animals and plush. */
  static void pelt(Scene scene) {
    FurPainter painter = new FurPainter(scene, scene.random().uniform(0.2, 0.36) * scene.side());
    SampleRandom random = scene.random();
    boolean longHaired = random.chance(0.3);
    Growth growth =
        new Growth(
            painter.side * (longHaired ? random.uniform(0.1, 0.35) : random.uniform(0.02, 0.1)),
            random.uniform(0.25, 1.1),
            random.uniform(0, 0.5),
            random.uniform(0.5, 2.5),
            random.uniform(0.1, 0.5),
            random.uniform(0, 0.08));
    painter.brightestTip = 1.1;
    Outline outline = painter.outline();
    scene.fill(outline, Ink.plain(scene.palette().first().lit(random.uniform(0.6, 1)), 1));
    painter.followEdgeOf(outline);
    painter.coat(growth, random.between(700, 1500));
    painter.locks(growth, random.between(150, 420), random.between(6, 24));
    painter.strays(growth, random.between(20, 160));
  }

  private void followEdgeOf(Outline outline) {
    edge = new double[DIRECTIONS];
    for (int i = 0; i < outline.points(); i++) {
      double dx = outline.x(i) - centreX;
      double dy = outline.y(i) - centreY;
      int direction = direction(Math.atan2(dy, dx));
      edge[direction] = Math.max(edge[direction], Math.hypot(dx, dy));
    }
  }

  /** Returns the body's radius in a direction: strands grow on its edge, or on a circle. */
  private double reach(double around) {
    double found = edge.length == 0 ? radius : edge[direction(around)];
    return found > 0 ? found : radius;
  }

  private static int direction(double around) {
    return Math.floorMod((int) Math.round(around / (2 * Math.PI) * DIRECTIONS), DIRECTIONS);
  }

  /** Returns a lock's colour: any of the palette or, for a pelt, one with other brightness. */
  private Colour shade(double amount) {
    return edge.length == 0
        ? scene.palette().pick(random).near(random, amount)
        : scene.palette().first().lit(random.uniform(0.85, 1.1)).near(random, 0.25 * amount);
  }

  /** Paints tufts all over the body, so that the soft edge has the same colours as the inside. */
  private void coat(Growth growth, int tufts) {
    for (int i = 0; i < tufts; i++) {
      double around = random.uniform(0, 2 * Math.PI);
      double inside = 0.95 * reach(around) * Math.sqrt(random.uniform(0, 1));
      double lean = random.gaussian() * growth.spread();
      Colour shade = shade(0.06);
      for (int k = 0; k < STRANDS_OF_A_TUFT; k++) {
        grow(
            centreX + inside * Math.cos(around) + random.gaussian() * 0.02 * radius,
            centreY + inside * Math.sin(around) + random.gaussian() * 0.02 * radius,
            around + lean + random.gaussian() * 0.1,
            Math.min(growth.length(), 0.4 * radius) * random.uniform(0.6, 1.1),
            random.uniform(0, 2 * Math.PI),
            growth);
        paint(shade.near(random, 0.04), 1);
      }
    }
  }

  private void body() {
    Outline outline = outline();
    scene.fill(outline, scene.surface(outline));
    if (random.chance(0.3)) {
      Blur.soften(scene.canvas(), random.uniform(0.4, 1.2));
    }
  }

  private Outline outline() {
    Outline outline = Shapes.blob(random, centreX, centreY, radius, random.uniform(0.1, 0.7));
    if (random.chance(0.4)) {
      // A neck or trunk down to the border.
      double width = radius * random.uniform(0.5, 1.2);
      outline.line(centreX, centreY, width, centreX, scene.height() + 20.0, 1.8 * width);
    }
    return outline;
  }

  /** Paints locks: strands that share root, direction and curl, up to small differences. */
  private void locks(Growth growth, int locks, int strands) {
    for (int i = 0; i < locks; i++) {
      double around = random.uniform(0, 2 * Math.PI);
      double lean = random.gaussian() * growth.spread();
      double phase = random.uniform(0, 2 * Math.PI);
      double length = growth.length() * random.uniform(0.6, 1.15);
      Colour shade = shade(0.08);
      for (int k = 0; k < strands; k++) {
        double root = around + random.gaussian() * 0.06;
        double inside = reach(root) * random.uniform(0.55, 0.98);
        grow(
            centreX + inside * Math.cos(root),
            centreY + inside * Math.sin(root),
            root + lean + random.gaussian() * 0.07,
            length * random.uniform(0.75, 1.1),
            phase + random.gaussian() * 0.25,
            growth);
        paint(shade.near(random, 0.05), 1);
      }
    }
  }

  /** Paints stray hairs, thinner than the others. */
  private void strays(Growth growth, int count) {
    Growth wild =
        new Growth(
            growth.length(),
            Math.max(0.2, 0.6 * growth.thickness()),
            growth.curl() + 0.4,
            growth.waves(),
            1,
            growth.gravity());
    for (int i = 0; i < count; i++) {
      double around = random.uniform(0, 2 * Math.PI);
      grow(
          centreX + 0.9 * reach(around) * Math.cos(around),
          centreY + 0.9 * reach(around) * Math.sin(around),
          around + random.gaussian() * 0.7,
          wild.length() * random.uniform(0.5, 1.5),
          random.uniform(0, 2 * Math.PI),
          wild);
      paint(shade(0.1), random.uniform(0.6, 1));
    }
  }

  private void grow(
      double x, double y, double direction, double length, double phase, Growth growth) {
    strand.clear();
    double angle = direction;
    double px = x;
    double py = y;
    for (int i = 0; i <= STEPS; i++) {
      double along = i / (double) STEPS;
      strand.add(px, py, growth.thickness() * Strand.taper(along, 0.15));
      double turn = growth.curl() * Math.cos(phase + 2 * Math.PI * growth.waves() * along);
      // Gravity turns towards straight down.
      angle += growth.gravity() * Math.cos(angle);
      px += Math.cos(angle + turn) * length / STEPS;
      py += Math.sin(angle + turn) * length / STEPS;
    }
  }

  private void paint(Colour shade, double opacity) {
    scene
        .pen()
        .draw(
            scene.canvas(),
            strand,
            shade.lit(0.75),
            shade,
            shade.lit(random.uniform(0.95, brightestTip)),
            opacity);
  }
}
