package dev.deepmatting.data.scene;

import dev.deepmatting.data.SampleRandom;

/** Paints objects with more gaps than substance. */
final class WebPainter {
  private static final int STEPS = 24;

  private WebPainter() {}

  /** Paints two sets of parallel threads, bent together, in a frame. */
  static void mesh(Scene scene) {
    SampleRandom random = scene.random();
    double spacing = scene.scaled(9, 60);
    double thick = Math.max(0.5, spacing * random.uniform(0.05, 0.3));
    double turn = random.uniform(0, Math.PI);
    double opening = random.chance(0.5) ? Math.PI / 2 : random.uniform(0.7, 2.4);
    double bend = random.uniform(0, 0.12) * scene.side();
    double phase = random.uniform(0, 2 * Math.PI);
    double reach = scene.side() * random.uniform(0.3, 0.46);
    for (double angle : new double[] {turn, turn + opening}) {
      Colour colour = scene.palette().pick(random);
      for (double off = -reach; off <= reach; off += spacing) {
        Strand thread = thread(scene, angle, off, reach, bend, phase, thick);
        scene.draw(thread, colour.near(random, 0.06));
      }
    }
    frame(scene, turn, opening, reach, thick);
  }

  private static Strand thread(
      Scene scene,
      double angle,
      double off,
      double reach,
      double bend,
      double phase,
      double thick) {
    Strand thread = new Strand();
    for (int i = 0; i <= STEPS; i++) {
      double along = reach * (2.0 * i / STEPS - 1);
      double x = 0.5 * scene.width() + along * Math.cos(angle) - off * Math.sin(angle);
      double y = 0.5 * scene.height() + along * Math.sin(angle) + off * Math.cos(angle);
      double wave = 2.5 / scene.side();
      thread.add(
          x + bend * Math.sin(phase + wave * y), y + bend * Math.cos(phase + wave * x), thick);
    }
    return thread;
  }

  /** Paints something solid that the net hangs on. */
  private static void frame(Scene scene, double turn, double opening, double reach, double thick) {
    Ink ink = scene.surface();
    double width = Math.max(6 * thick, scene.scaled(14, 40));
    for (double angle : new double[] {turn, turn + opening}) {
      double dx = reach * Math.cos(angle);
      double dy = reach * Math.sin(angle);
      double x = 0.5 * scene.width() - reach * Math.cos(angle + Math.PI / 2);
      double y = 0.5 * scene.height() - reach * Math.sin(angle + Math.PI / 2);
      scene.fill(new Outline().line(x - dx, y - dy, width, x + dx, y + dy, width), ink);
    }
  }

  /** Paints a cloth with rings of holes, its edge cut in arcs. */
  static void lace(Scene scene) {
    SampleRandom random = scene.random();
    double x = 0.5 * scene.width();
    double y = 0.5 * scene.height();
    double radius = scene.side() * random.uniform(0.3, 0.45);
    Outline cloth = new Outline().ellipse(x, y, radius, radius, false);
    int arcs = random.between(10, 28);
    for (int i = 0; i < arcs; i++) {
      double angle = 2 * Math.PI * i / arcs;
      double arc = 1.25 * Math.PI * radius / arcs;
      cloth.ellipse(x + radius * Math.cos(angle), y + radius * Math.sin(angle), arc, arc, false);
    }
    Ink ink = scene.surface(cloth);
    scene.fill(cloth, ink);
    if (random.chance(0.5)) {
      fade(scene, random.uniform(0.5, 0.95));
    }
    holes(scene, x, y, radius, arcs);
    Outline hem = Shapes.blob(random, x, y, radius * random.uniform(0.15, 0.3), 0.2);
    scene.fill(hem, ink);
  }

  private static void holes(Scene scene, double x, double y, double radius, int arcs) {
    SampleRandom random = scene.random();
    int rings = random.between(3, 7);
    for (int ring = 1; ring <= rings; ring++) {
      double distance = radius * (ring + 0.6) / (rings + 1);
      int count = Math.max(4, arcs * ring / rings * random.between(1, 2));
      double size = Math.min(Math.PI * distance / count, radius / (rings + 1)) * 0.42;
      boolean round = random.chance(0.5);
      double turn = random.uniform(0, 1);
      for (int i = 0; i < count; i++) {
        double angle = 2 * Math.PI * (i + turn) / count;
        double hx = x + distance * Math.cos(angle);
        double hy = y + distance * Math.sin(angle);
        Outline hole = new Outline().ellipse(hx, hy, size, round ? size : 1.9 * size, false);
        scene.fill().erase(scene.canvas(), hole.rotated(hx, hy, angle));
      }
    }
  }

  /** Fades thin cloth, which lets some light through everywhere. */
  private static void fade(Scene scene, double opacity) {
    for (int pixel = 0; pixel < scene.width() * scene.height(); pixel++) {
      scene.canvas().erase(pixel, (float) (1 - opacity));
    }
  }
}
