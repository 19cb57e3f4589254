package dev.deepmatting.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against W'W as a dense matrix, from weights by elimination. */
class ReconstructionTermTest {
  private static final int WIDTH = 8;
  private static final int HEIGHT = 7;
  private static final int COUNT = 5;

  private final Workers workers = new Workers(2);
  private final Random random = new Random(8);

  @AfterEach
  void endThreads() {
    workers.close();
  }

  @ParameterizedTest
  @CsvSource({"0.8, 1", "1, 1", "0.3, 0.3", "0.9, 0"})
  void isTheProductOfTheRowsWithThemselves(double unknown, double weight) {
    Labels labels = DenseSystem.labels(WIDTH, HEIGHT, unknown, random);
    UnknownLayout layout = new UnknownLayout(labels);
    Plane colours = colours();
    Neighbours.PixelNeighbours points = neighbours();
    IntPredicate selected = row -> labels.isUnknown(points.pixel(row)) && row % 7 > 0;
    DenseSystem wanted = new DenseSystem(labels);
    IntStream.range(0, points.rows())
        .filter(selected)
        .forEach(row -> addRow(wanted, colours, points, row, weight));

    SystemTerm term = new ReconstructionTerm(layout, colours, points, selected, weight, workers);

    DenseSystem.of(labels, layout, term, workers).assertIsNear(wanted, 1e-5);
  }

  @Test
  void nothingSelectedIsNothing() {
    Labels labels = DenseSystem.labels(WIDTH, HEIGHT, 1, random);
    UnknownLayout layout = new UnknownLayout(labels);

    SystemTerm term =
        new ReconstructionTerm(layout, colours(), neighbours(), row -> false, 1, workers);

    DenseSystem.of(labels, layout, term, workers)
        .assertIsNear(new DenseSystem(labels), Double.MIN_VALUE);
  }

  /** Weights of sum 1 rebuild an alpha that is the same everywhere. */
  @Test
  void theSameAlphaEverywhereCostsNothing() {
    Labels labels = DenseSystem.labels(WIDTH, HEIGHT, 1, random);
    UnknownLayout layout = new UnknownLayout(labels);
    SystemTerm term =
        new ReconstructionTerm(layout, colours(), neighbours(), row -> true, 1, workers);
    double[] ones = new double[layout.size];
    IntStream.range(0, WIDTH * HEIGHT).forEach(pixel -> ones[layout.place(pixel)] = 1);
    double[] product = new double[layout.size];

    term.prepare(ones, workers);
    for (int chunk = 0; chunk < layout.chunkCount(); chunk++) {
      term.addProduct(chunk, ones, product);
    }

    for (double value : product) {
      assertThat(value).isCloseTo(0, within(1e-5));
    }
  }

  private static void addRow(
      DenseSystem system,
      Plane colours,
      Neighbours.PixelNeighbours points,
      int row,
      double weight) {
    int[] pixels = new int[COUNT + 1];
    double[] weights = new double[COUNT + 1];
    pixels[COUNT] = points.pixel(row);
    weights[COUNT] = 1;
    for (int k = 0; k < COUNT; k++) {
      pixels[k] = points.neighbour(row, k);
    }
    double[] rebuilding = rebuilding(colours, pixels);
    for (int k = 0; k < COUNT; k++) {
      weights[k] = -rebuilding[k];
    }
    system.addSquare(pixels, weights, weight);
  }

  /** (G + 1e-3 E) w = 1, G the products of differences of colours of 0 to 255; scaled to sum 1. */
  private static double[] rebuilding(Plane colours, int[] pixels) {
    double[][] rows = new double[COUNT][COUNT + 1];
    for (int i = 0; i < COUNT; i++) {
      for (int j = 0; j < COUNT; j++) {
        rows[i][j] = i == j ? 1e-3 : 0;
        for (int c = 0; c < 3; c++) {
          double own = colours.values()[3 * pixels[COUNT] + c];
          rows[i][j] +=
              255
                  * (colours.values()[3 * pixels[i] + c] - own)
                  * 255
                  * (colours.values()[3 * pixels[j] + c] - own);
        }
      }
      rows[i][COUNT] = 1;
    }
    double[] weights = DenseSystem.eliminated(rows);
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / sum).toArray();
  }

  private Plane colours() {
    Plane colours = new Plane(WIDTH, HEIGHT, 3);
    for (int i = 0; i < colours.values().length; i++) {
      colours.values()[i] = random.nextInt(256) / 255f;
    }
    return colours;
  }

  /** Of every pixel five others, no two of them the same; points stand in reverse order. */
  private Neighbours.PixelNeighbours neighbours() {
    int pixels = WIDTH * HEIGHT;
    Neighbours neighbours = new Neighbours(pixels, COUNT);
    for (int row = 0; row < pixels; row++) {
      int own = row;
      int[] others =
          random.ints(0, pixels).filter(point -> point != own).distinct().limit(COUNT).toArray();
      for (int k = 0; k < COUNT; k++) {
        neighbours.set(row, k, others[k], 1);
      }
    }
    int[] reversed = IntStream.range(0, pixels).map(i -> pixels - 1 - i).toArray();
    return new Neighbours.PixelNeighbours(
        reversed, IntStream.range(0, pixels).toArray(), neighbours);
  }
}
