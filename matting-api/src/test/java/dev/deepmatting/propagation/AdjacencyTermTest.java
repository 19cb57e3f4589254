package dev.deepmatting.propagation;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the Laplacian of all edges as a dense matrix. */
class AdjacencyTermTest {
  private static final int WIDTH = 8;
  private static final int HEIGHT = 7;

  private final Random random = new Random(2);

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.7, 0.1})
  void isTheSumOfSquaredDifferencesAlongEdges(double unknown) {
    Labels labels = DenseSystem.labels(WIDTH, HEIGHT, unknown, random);
    UnknownLayout layout = new UnknownLayout(labels);
    List<Neighbours> searches = List.of(neighbours(4), neighbours(1), neighbours(9));
    DenseSystem wanted = new DenseSystem(labels);
    searches.forEach(neighbours -> addEdges(wanted, neighbours));

    try (Workers workers = new Workers(1)) {
      DenseSystem.of(labels, layout, new AdjacencyTerm(layout, searches), workers)
          .assertIsNear(wanted, 1e-12);
    }
  }

  @Test
  void anEdgeThatIsFoundFromBothEndsCountsTwice() {
    Labels labels = DenseSystem.labels(3, 3, 1, random);
    UnknownLayout layout = new UnknownLayout(labels);
    Neighbours pairs = new Neighbours(9, 1);
    for (int i = 0; i < 9; i++) {
      pairs.set(i, 0, i == 8 ? 0 : i ^ 1, 1);
    }
    DenseSystem wanted = new DenseSystem(labels);
    for (int i = 0; i < 8; i += 2) {
      wanted.addSquare(new int[] {i, i + 1}, new double[] {1, -1}, 2);
    }
    wanted.addSquare(new int[] {8, 0}, new double[] {1, -1}, 1);

    try (Workers workers = new Workers(1)) {
      DenseSystem.of(labels, layout, new AdjacencyTerm(layout, List.of(pairs)), workers)
          .assertIsNear(wanted, 1e-12);
    }
  }

  private static void addEdges(DenseSystem system, Neighbours neighbours) {
    for (int i = 0; i < neighbours.rows(); i++) {
      for (int k = 0; k < neighbours.perRow(); k++) {
        int[] ends = {i, neighbours.point(i, k)};
        system.addSquare(ends, new double[] {1, -1}, 1);
      }
    }
  }

  private Neighbours neighbours(int perRow) {
    int pixels = WIDTH * HEIGHT;
    Neighbours neighbours = new Neighbours(pixels, perRow);
    for (int i = 0; i < pixels; i++) {
      for (int k = 0; k < perRow; k++) {
        neighbours.set(i, k, (i + 1 + random.nextInt(pixels - 1)) % pixels, 1);
      }
    }
    return neighbours;
  }
}
