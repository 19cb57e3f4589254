package dev.deepmatting.propagation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.IntPredicate;

/** Solves by the three-layer graph as published: every pixel of the picture is searched for. */
final class ThreeLayerSolver extends Solver {
  private static final double COLOUR_RANGE = 255;
  private static final double COORDINATES = 12;
  private static final double SECOND_COORDINATES = 120;
  private static final double THIRD_COORDINATES = 12;

  /** The running means at which the second and the third layer end; see {@link #chosen}. */
  private static final double SECOND_RATIO = 0.418746;

  private static final double THIRD_RATIO = 0.154445;

  /** The share of the pixels that the second and third layer choose from. */
  private static final double CHOICE = 0.7;

  private final ThreeLayerGraph method;

  ThreeLayerSolver(ThreeLayerGraph method, Workers workers) {
    super(workers, method.tolerance(), false);
    this.method = method;
  }

  @Override
  Plane solve(Plane colours, Labels labels, DoubleConsumer progress) {
    Plane sharp = colours.sharpened(workers);
    return minimise(Solver.Level.of(sharp, labels), progress).smoothed(workers);
  }

  @Override
  List<SystemTerm> terms(Solver.Level level, UnknownLayout layout) {
    Features features = new Features(level.colours());
    List<SystemTerm> terms = new ArrayList<>();
    features.addSumD(search(features, method.neighbours(0)));
    Neighbours first = search(features, method.neighbours(1));
    terms.add(layer(level, layout, first, smallest(first), method.layerWeight(0)));
    features.addSumD(first);
    features.divideCoordinates(SECOND_COORDINATES);
    Neighbours second = search(features, method.neighbours(2));
    terms.add(
        layer(level, layout, second, chosen(second, level, SECOND_RATIO), method.layerWeight(1)));
    features.addSumD(second);
    features.divideCoordinates(THIRD_COORDINATES);
    Neighbours third = search(features, method.neighbours(3));
    terms.add(
        layer(level, layout, third, chosen(third, level, THIRD_RATIO), method.layerWeight(2)));
    terms.add(
        new ClosedFormTerm(
            layout, level.colours(), method.epsilon(), method.closedFormWeight(), workers));
    return terms;
  }

  private Neighbours search(Features features, int wanted) {
    return new FeatureTree(features.values.clone(), workers).nearestOfAll(wanted, workers);
  }

  private SystemTerm layer(
      Solver.Level level,
      UnknownLayout layout,
      Neighbours all,
      IntPredicate selected,
      double weight) {
    int[] pixels = new int[all.rows()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i;
    }
    return new ReconstructionTerm(
        layout,
        level.colours(),
        new Neighbours.PixelNeighbours(pixels, pixels, all),
        pixel -> level.labels().isUnknown(pixel) && selected.test(pixel),
        weight,
        workers);
  }

  /** Returns the pixels with the smallest sums of squared distances, 90 % of all. */
  private IntPredicate smallest(Neighbours neighbours) {
    double[] sums = squareSums(neighbours);
    int[] order = order(sums);
    boolean[] selected = new boolean[sums.length];
    for (int i = 0; i < (int) (method.firstLayerShare() * sums.length); i++) {
      selected[order[i]] = true;
    }
    return pixel -> selected[pixel];
  }

  /**
   * Returns the pixels before the position where the running mean of the smallest sums comes
   * nearest to a ratio. Sums are divided by that of one pixel: the published program uses the one
   * at 70 % of the count, column by column.
   */
  private static IntPredicate chosen(Neighbours neighbours, Solver.Level level, double ratio) {
    double[] sums = squareSums(neighbours);
    int count = sums.length;
    int last = (int) Math.rint(CHOICE * count);
    int height = level.labels().height();
    int divisorPixel = Math.min(last, count - 1);
    double divisor = sums[divisorPixel % height * level.labels().width() + divisorPixel / height];
    boolean[] selected = new boolean[count];
    if (divisor > 0) {
      int[] order = order(sums);
      int end = nearest(sums, order, last, divisor * CHOICE * count, ratio);
      for (int i = 0; i < end; i++) {
        selected[order[i]] = true;
      }
    }
    return pixel -> selected[pixel];
  }

  private static int nearest(double[] sums, int[] order, int last, double divisor, double ratio) {
    double running = 0;
    double nearest = Double.POSITIVE_INFINITY;
    int end = 0;
    for (int i = 0; i < last; i++) {
      running += sums[order[i]];
      double distance = Math.abs(running / divisor - ratio);
      if (distance < nearest) {
        nearest = distance;
        end = i;
      }
    }
    return end;
  }

  private static double[] squareSums(Neighbours neighbours) {
    double[] sums = new double[neighbours.rows()];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = neighbours.squareSum(i);
    }
    return sums;
  }

  /** Returns the pixels sorted by sum, those with equal sums by number. */
  private static int[] order(double[] sums) {
    long[] keys = new long[sums.length];
    // The bits of non-negative floats have the same order as their values.
    Arrays.setAll(keys, i -> (long) Float.floatToIntBits((float) sums[i]) << Integer.SIZE | i);
    Arrays.parallelSort(keys);
    int[] order = new int[keys.length];
    Arrays.setAll(order, i -> (int) keys[i]);
    return order;
  }

  /** The features of every pixel: colours of 0 to 255, row and column, and sumD. */
  private final class Features {
    private final int count;
    private final float[] values;

    Features(Plane colours) {
      count = colours.pixels();
      values = new float[FeatureTree.FEATURES * count];
      for (int i = 0, at = 0; i < count; i++, at += FeatureTree.FEATURES) {
        for (int c = 0; c < 3; c++) {
          values[at + c] = (float) (COLOUR_RANGE * colours.values()[3 * i + c]);
        }
        values[at + 3] = (float) ((i / colours.width() + 1) / COORDINATES);
        values[at + 4] = (float) ((i % colours.width() + 1) / COORDINATES);
      }
    }

    void addSumD(Neighbours neighbours) {
      float[] sums = SumD.of(neighbours, method.sumDSteps(), workers);
      for (int i = 0; i < count; i++) {
        values[i * FeatureTree.FEATURES + 5] = sums[i];
      }
    }

    void divideCoordinates(double divisor) {
      for (int at = 0; at < values.length; at += FeatureTree.FEATURES) {
        values[at + 3] = (float) (values[at + 3] / divisor);
        values[at + 4] = (float) (values[at + 4] / divisor);
      }
    }
  }
}
