package dev.deepmatting.data.scene;

import dev.deepmatting.data.SampleRandom;
import java.util.Arrays;

/** Outlines of objects. All are clockwise on the screen, so that overlaps count once. */
final class Shapes {
  private Shapes() {}

  /** Returns a round shape with bumps: sums of sines around a circle. */
  static Outline blob(SampleRandom random, double cx, double cy, double radius, double bumps) {
    return blob(random, cx, cy, radius, bumps, false);
  }

  static Outline blob(
      SampleRandom random, double cx, double cy, double radius, double bumps, boolean hole) {
    double[] radii = radii(random, bumps, 128);
    double stretch = random.uniform(0.75, 1.3);
    Outline outline = new Outline();
    for (int i = 0; i < radii.length; i++) {
      int corner = hole ? radii.length - 1 - i : i;
      double angle = 2 * Math.PI * corner / radii.length;
      double r = radius * radii[corner];
      outline.add(cx + r * stretch * Math.cos(angle), cy + r / stretch * Math.sin(angle));
    }
    return outline.close();
  }

  /** Returns relative radii around the circle, about 1. */
  static double[] radii(SampleRandom random, double bumps, int corners) {
    double[] radii = new double[corners];
    Arrays.fill(radii, 1);
    for (int wave = 2; wave < 9; wave++) {
      double amplitude = bumps * random.gaussian() * 0.35 / (wave - 0.5);
      double phase = random.uniform(0, 2 * Math.PI);
      for (int i = 0; i < corners; i++) {
        radii[i] += amplitude * Math.cos(wave * 2 * Math.PI * i / corners + phase);
      }
    }
    for (int i = 0; i < corners; i++) {
      radii[i] = Math.max(0.25, radii[i]);
    }
    return radii;
  }

  /** Returns a star, a gear or a polygon. */
  static Outline star(
      SampleRandom random, double cx, double cy, double radius, int points, double depth) {
    double turn = random.uniform(0, 2 * Math.PI);
    Outline outline = new Outline();
    for (int i = 0; i < 2 * points; i++) {
      double angle = turn + Math.PI * i / points;
      double r = i % 2 == 0 ? radius : radius * depth;
      outline.add(cx + r * Math.cos(angle), cy + r * Math.sin(angle));
    }
    return outline.close();
  }

  /** Returns a leaf from its stem to its tip: slim or broad, smooth, toothed or lobed. */
  static Outline leaf(
      double x, double y, double length, double angle, double breadth, int teeth, double depth) {
    int steps = Math.max(8, teeth * 4);
    Outline outline = new Outline();
    for (int i = 0; i <= 2 * steps; i++) {
      boolean back = i > steps;
      double t = (back ? 2 * steps - i : i) / (double) steps;
      double half = breadth * length * 0.5 * Math.pow(Math.sin(Math.PI * Math.pow(t, 0.8)), 0.9);
      if (teeth > 0) {
        double saw = t * teeth - Math.floor(t * teeth);
        half *= 1 - depth * saw;
      }
      double side = back ? half : -half;
      outline.add(
          x + Math.cos(angle) * t * length - Math.sin(angle) * side,
          y + Math.sin(angle) * t * length + Math.cos(angle) * side);
    }
    return outline.close();
  }

  /** Returns any of these shapes. */
  static Outline any(SampleRandom random, double cx, double cy, double radius) {
    return switch (random.between(0, 4)) {
      case 0 -> star(random, cx, cy, radius, random.between(2, 12), random.uniform(0.5, 0.95));
      case 1 ->
          new Outline()
              .ellipse(cx, cy, radius, radius * random.uniform(0.4, 1), false)
              .rotated(cx, cy, random.uniform(0, Math.PI));
      default -> blob(random, cx, cy, radius, random.uniform(0.2, 1.2));
    };
  }
}
