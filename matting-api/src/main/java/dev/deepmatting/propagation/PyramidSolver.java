package dev.deepmatting.propagation;

import dev.deepmatting.internal.pixel.DistanceTransform;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/** Solves by one layer of neighbours and the matting Laplacian, from coarse to fine. */
final class PyramidSolver extends Solver {
  /** Pixels between checks for an interrupt. */
  private static final int BETWEEN_CHECKS = 1 << 14;

  private static final double COLOUR_RANGE = 255;

  /** The share of the time until the texture is found. */
  private static final double TEXTURED = 0.3;

  /** The most pixels of a reduced picture for which the texture is found. */
  private static final int TEXTURE_PIXELS = 300_000;

  /**
   * The distance from the unknown within which all known pixels count; further away, a sample
   * represents them.
   */
  private static final double NEAR = 16;

  private static final int FAR_PIXELS = 250_000;
  private static final int CLOSEST_STEP = 2;

  private final PyramidGraph method;

  PyramidSolver(PyramidGraph method, Workers workers) {
    super(workers, method.tolerance(), true);
    this.method = method;
  }

  @Override
  Plane solve(Plane colours, Labels labels, DoubleConsumer progress) {
    Plane sharp = colours.sharpened(workers);
    @Nullable Plane texture = method.textureWeight() > 0 ? texture(sharp) : null;
    progress.accept(TEXTURED);
    Plane mixed = method.light() ? colours.light().sharpened(workers) : sharp;
    Level level = new Level(0, sharp, mixed, labels, texture);
    Plane matte =
        minimise(level, share -> progress.accept(TEXTURED + (1 - TEXTURED) * share))
            .smoothed(workers);
    stretch(matte.values());
    return matte;
  }

  private void stretch(float[] alphas) {
    float margin = (float) method.margin();
    for (int i = 0; i < alphas.length; i++) {
      alphas[i] = Math.max(0, Math.min(1, (alphas[i] - margin) / (1 - 2 * margin)));
    }
  }

  /** Returns the sumD feature of a reduced picture, enlarged again: it is smooth. */
  private Plane texture(Plane colours) {
    Plane reduced = colours.half();
    int depth = 1;
    while (reduced.pixels() > TEXTURE_PIXELS) {
      reduced = reduced.half();
      depth++;
    }
    int count = reduced.pixels();
    int[] all = new int[count];
    Arrays.setAll(all, i -> i);
    float[] features = features(reduced, all, depth, null);
    Neighbours neighbours =
        new FeatureTree(features, workers).nearestOfAll(method.neighbours(), workers);
    float[] sums = SumD.of(neighbours, method.textureSteps(), workers);
    for (int i = 0; i < count; i++) {
      sums[i] *= (float) (method.textureWeight() / COLOUR_RANGE);
    }
    return new Plane(reduced.width(), reduced.height(), 1, sums)
        .enlarged(colours.width(), colours.height(), 1 << depth);
  }

  @Override
  List<SystemTerm> terms(Level level, UnknownLayout layout) {
    SystemTerm neighbours = reconstruction(level, layout);
    Plane windows = level.colours().windows(level.mixed());
    return List.of(
        neighbours,
        new ClosedFormTerm(layout, windows, method.epsilon(), method.closedFormWeight(), workers));
  }

  private SystemTerm reconstruction(Level level, UnknownLayout layout) {
    int[] pixels = points(level.labels());
    int[] rows = new int[pixels.length];
    int[] points = new int[pixels.length];
    int count = 0;
    for (int i = 0; i < pixels.length; i++) {
      boolean unknown = level.labels().isUnknown(pixels[i]);
      rows[i] = unknown ? count : -1;
      if (unknown) {
        points[count++] = i;
      }
    }
    float[] features = features(level.colours(), pixels, level.depth(), level.texture());
    int wanted = Math.min(method.neighbours(), pixels.length - 1);
    Neighbours found = new FeatureTree(features, workers).nearest(wanted, rows, count, workers);
    double limit = limit(found);
    return new ReconstructionTerm(
        layout,
        level.mixed(),
        new Neighbours.PixelNeighbours(pixels, Arrays.copyOf(points, count), found),
        row -> found.squareSum(row) <= limit,
        1,
        workers);
  }

  /**
   * Returns the unknown pixels, the known ones near them, and a regular sample of those further
   * away.
   */
  private static int[] points(Labels labels) {
    int width = labels.width();
    int height = labels.height();
    boolean[] near = DistanceTransform.within(labels.unknown(), width, height, NEAR);
    int step =
        Math.max(CLOSEST_STEP, (int) Math.ceil(Math.sqrt(near.length / (double) FAR_PIXELS)));
    int[] pixels = new int[near.length];
    int count = 0;
    for (int y = 0, i = 0; y < height; y++) {
      Workers.requireNotInterrupted();
      for (int x = 0; x < width; x++, i++) {
        if (near[i] || x % step == 0 && y % step == 0) {
          pixels[count++] = i;
        }
      }
    }
    return Arrays.copyOf(pixels, count);
  }

  private float[] features(Plane colours, int[] pixels, int depth, @Nullable Plane texture) {
    float[] features = new float[FeatureTree.FEATURES * pixels.length];
    double scale = (1 << depth) / method.coordinateDivisor();
    for (int i = 0, at = 0; i < pixels.length; i++, at += FeatureTree.FEATURES) {
      int pixel = pixels[i];
      if (i % BETWEEN_CHECKS == 0) {
        Workers.requireNotInterrupted();
      }
      for (int c = 0; c < 3; c++) {
        features[at + c] = (float) (COLOUR_RANGE * colours.values()[3 * pixel + c]);
      }
      features[at + 3] = (float) (pixel / colours.width() * scale);
      features[at + 4] = (float) (pixel % colours.width() * scale);
      features[at + 5] = texture == null ? 0 : texture.values()[pixel];
    }
    return features;
  }

  /** Returns the sum of squared distances up to which a pixel takes part. */
  private double limit(Neighbours found) {
    double[] sums = new double[found.rows()];
    Arrays.setAll(sums, found::squareSum);
    Arrays.sort(sums);
    return sums[(int) Math.min(sums.length - 1, method.selected() * sums.length)];
  }
}
