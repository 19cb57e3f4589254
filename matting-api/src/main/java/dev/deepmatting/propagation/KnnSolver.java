package dev.deepmatting.propagation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;

/** Solves by edges between each pixel and its nearest ones in colour and place. */
final class KnnSolver extends Solver {
  private final Knn method;

  KnnSolver(Knn method, Workers workers) {
    super(workers, method.tolerance(), false);
    this.method = method;
  }

  @Override
  Plane solve(Plane colours, Labels labels, DoubleConsumer progress) {
    return minimise(Level.of(colours, labels), progress);
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
