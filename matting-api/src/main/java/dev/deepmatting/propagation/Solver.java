package dev.deepmatting.propagation;

import dev.deepmatting.image.Trimap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the unknown alphas of one picture in memory: builds the terms of its energy and minimises
 * their sum. For some methods, the solution of the picture at half size is the start.
 */
abstract class Solver {
  /** With fewer unknowns, a coarser picture does not pay off. */
  private static final int FEWEST_TO_HALVE = 2000;

  /** The coarser pictures' share of the time. */
  private static final double COARSER = 0.2;

  private static final float UNDECIDED = 0.5f;

  final Workers workers;
  private final double tolerance;
  private final boolean pyramid;

  Solver(Workers workers, double tolerance, boolean pyramid) {
    this.workers = workers;
    this.tolerance = tolerance;
    this.pyramid = pyramid;
  }

  /**
   * Returns the alphas of a picture.
   *
   * @param colours red, green and blue of 0 to 1; at least 3x3 pixels
   * @param labels the labels, with at least one unknown pixel and one of each known kind
   * @param progress is notified of the progress, 0 to 1
   * @return one channel of 0 to 1; known pixels are exactly 0 or 1 unless the method smooths
   */
  Plane solve(Plane colours, Labels labels, DoubleConsumer progress) {
    return minimise(Level.of(colours, labels), progress);
  }

  /** Returns the terms of a picture's energy. */
  abstract List<SystemTerm> terms(Level level, UnknownLayout layout);

  final Plane minimise(Level level, DoubleConsumer progress) {
    UnknownLayout layout = new UnknownLayout(level.labels());
    int unknown = level.labels().count(Trimap.UNKNOWN);
    boolean halve = pyramid && unknown > FEWEST_TO_HALVE && level.canBeHalved();
    double begun = halve ? COARSER : 0;
    double[] x = layout.vector(start(level, halve, share -> progress.accept(begun * share)));
    List<SystemTerm> terms = terms(level, layout);
    double built = (1 + begun) / 2;
    progress.accept(built);
    new ConjugateGradient(layout, terms, workers)
        .solve(x, tolerance, share -> progress.accept(built + (1 - built) * share));
    return layout.alphas(x);
  }

  private Plane start(Level level, boolean halve, DoubleConsumer progress) {
    int width = level.labels().width();
    int height = level.labels().height();
    if (halve) {
      return minimise(level.half(), progress).enlarged(width, height, 2);
    }
    Plane undecided = new Plane(width, height, 1);
    Arrays.fill(undecided.values(), UNDECIDED);
    return undecided;
  }

  /** Solves with only the matting Laplacian. */
  static final class ClosedFormSolver extends Solver {
    private final ClosedForm method;

    ClosedFormSolver(ClosedForm method, Workers workers) {
      super(workers, method.tolerance(), true);
      this.method = method;
    }

    @Override
    List<SystemTerm> terms(Level level, UnknownLayout layout) {
      Plane colours = level.colours();
      Plane windows = colours.windows(method.light() ? colours.light() : colours);
      return List.of(new ClosedFormTerm(layout, windows, method.epsilon(), 1, workers));
    }
  }

  /** Solves with edges between each pixel and its nearest ones in colour and position. */
  static final class KnnSolver extends Solver {
    private final Knn method;

    KnnSolver(Knn method, Workers workers) {
      super(workers, method.tolerance(), false);
      this.method = method;
    }

    @Override
    List<SystemTerm> terms(Level level, UnknownLayout layout) {
      List<Neighbours> searches = new ArrayList<>();
      for (Knn.Search search : method.searches()) {
        searches.add(neighbours(level.colours(), search));
      }
      return List.of(new AdjacencyTerm(layout, searches));
    }

    private Neighbours neighbours(Plane colours, Knn.Search search) {
      int count = colours.pixels();
      float[] features = new float[FeatureTree.FEATURES * count];
      double across = search.distanceWeight() / (colours.width() - 1);
      double down = search.distanceWeight() / (colours.height() - 1);
      for (int i = 0, at = 0; i < count; i++, at += FeatureTree.FEATURES) {
        System.arraycopy(colours.values(), 3 * i, features, at, 3);
        features[at + 3] = (float) (i % colours.width() * across);
        features[at + 4] = (float) (i / colours.width() * down);
      }
      // The published number counts the pixel itself.
      return new FeatureTree(features, workers).nearestOfAll(search.neighbours() - 1, workers);
    }
  }

  /**
   * A picture of a pyramid.
   *
   * @param depth how often it was reduced by two
   * @param colours red, green and blue, near 0 to 1; at least 3x3 pixels
   * @param mixed the numbers in which colours mix, of the same size: linear light, or the colours
   * @param labels the labels
   * @param texture another feature of each pixel, 0 to some hundred; null for none
   */
  record Level(int depth, Plane colours, Plane mixed, Labels labels, @Nullable Plane texture) {
    /** Smaller pictures are not reduced any further. */
    private static final int SHORTEST_SIDE = 32;

    /** Returns a picture whose colours mix in samples, without texture. */
    static Level of(Plane colours, Labels labels) {
      return new Level(0, colours, colours, labels, null);
    }

    boolean canBeHalved() {
      return Math.min(colours.width(), colours.height()) >= SHORTEST_SIDE;
    }

    Level half() {
      Plane half = colours.half();
      return new Level(
          depth + 1,
          half,
          mixed == colours ? half : mixed.half(),
          labels.half(),
          texture == null ? null : texture.half());
    }
  }
}
