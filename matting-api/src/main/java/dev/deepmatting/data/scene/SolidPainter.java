package dev.deepmatting.data.scene;

import dev.deepmatting.data.SampleRandom;

/** Paints objects with a surface: out of focus, moving, or with holes. */
final class SolidPainter {
  private SolidPainter() {}

  static void softEdge(Scene scene) {
    things(scene, scene.random().between(1, 4));
    Blur.soften(scene.canvas(), scene.scaled(1.5, 14));
    if (scene.random().chance(0.4)) {
      // A sharp one in front of it.
      things(scene, 1);
    }
  }

  static void motionBlur(Scene scene) {
    SampleRandom random = scene.random();
    things(scene, random.between(1, 3));
    double angle = random.uniform(0, 2 * Math.PI);
    double way = scene.scaled(10, 90);
    Blur.motion(
        scene.canvas(),
        way * Math.cos(angle),
        way * Math.sin(angle),
        random.uniform(0.2, 0.8) * scene.width(),
        random.uniform(0.2, 0.8) * scene.height(),
        random.chance(0.4) ? random.uniform(-0.25, 0.25) : 0);
    if (random.chance(0.3)) {
      things(scene, 1);
    }
  }

  static void holes(Scene scene) {
    SampleRandom random = scene.random();
    things(scene, random.between(1, 2));
    int holes = random.between(6, 45);
    double largest = scene.scaled(12, 60);
    for (int i = 0; i < holes; i++) {
      Outline hole =
          Shapes.any(
              random,
              random.uniform(0.1, 0.9) * scene.width(),
              random.uniform(0.1, 0.9) * scene.height(),
              largest * random.uniform(0.15, 1));
      scene.fill().erase(scene.canvas(), hole);
    }
    if (random.chance(0.5)) {
      Blur.soften(scene.canvas(), random.uniform(0.4, 2.5));
    }
  }

  private static void things(Scene scene, int count) {
    SampleRandom random = scene.random();
    for (int i = 0; i < count; i++) {
      double radius = scene.side() * random.uniform(0.14, 0.34) / Math.sqrt(count);
      Outline outline =
          Shapes.any(
              random,
              random.uniform(0.3, 0.7) * scene.width(),
              random.uniform(0.3, 0.7) * scene.height(),
              radius * 1.3);
      scene.fill(outline, scene.surface(outline));
    }
  }
}
