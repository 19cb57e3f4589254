package dev.deepmatting.propagation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the matting Laplacian as a dense matrix, formed by its definition. */
class ClosedFormTermTest {
  private static final int WIDTH = 9;
  private static final int HEIGHT = 8;
  private static final double WEIGHT = 7;

  private final Workers workers = new Workers(2);
  private final Random random = new Random(5);

  @AfterEach
  void endThreads() {
    workers.close();
  }

  @ParameterizedTest
  @CsvSource({"1e-7, 1", "1e-4, 1", "1e-7, 0.4", "1e-7, 0.05"})
  void isTheMattingLaplacian(double epsilon, double unknownShare) {
    Plane colours = colours(() -> random.nextFloat(), false);

    assertAgrees(colours, DenseSystem.labels(WIDTH, HEIGHT, unknownShare, random), epsilon, 1e-12);
  }

  /** The covariance of gray colours is singular but for epsilon. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-7, 1e-9, 1e-12})
  void grayIsAsGoodAsColour(double epsilon) {
    Plane colours = colours(() -> random.nextInt(2), true);

    assertAgrees(colours, DenseSystem.labels(WIDTH, HEIGHT, 1, random), epsilon, 1e-12);
  }

  @Test
  void oneColourMeansTheMeanOfTheWindow() {
    Plane colours = colours(() -> 0.3f, true);

    assertAgrees(colours, DenseSystem.labels(WIDTH, HEIGHT, 0.7, random), 1e-7, 1e-12);
  }

  private interface Shade {
    float next();
  }

  private static Plane colours(Shade shade, boolean gray) {
    Plane colours = new Plane(WIDTH, HEIGHT, 3);
    for (int i = 0; i < colours.values().length; i++) {
      colours.values()[i] = gray && i % 3 > 0 ? colours.values()[i - 1] : shade.next();
    }
    return colours;
  }

  private void assertAgrees(Plane colours, Labels labels, double epsilon, double tolerance) {
    UnknownLayout layout = new UnknownLayout(labels);
    ClosedFormTerm term = new ClosedFormTerm(layout, colours, epsilon, WEIGHT, workers);
    DenseSystem wanted = new DenseSystem(labels);
    for (int y = 1; y < HEIGHT - 1; y++) {
      for (int x = 1; x < WIDTH - 1; x++) {
        addWindow(wanted, new DenseWindow(colours, x, y, epsilon));
      }
    }

    DenseSystem.of(labels, layout, term, workers).assertIsNear(wanted, tolerance);
  }

  private static void addWindow(DenseSystem system, DenseWindow window) {
    for (int i = 0; i < 9; i++) {
      for (int j = 0; j < 9; j++) {
        double same = i == j ? 1 : 0;
        double affinity = (1 + window.product(i, j)) / 9;
        system.add(window.pixel(i), window.pixel(j), WEIGHT * (same - affinity));
      }
    }
  }

  /** One window in exact arithmetic; only a quotient is rounded. */
  private static final class DenseWindow {
    private final int[] pixels = new int[9];

    /** Nine times a colour less the mean, so that nothing is divided. */
    private final BigDecimal[][] colours = new BigDecimal[9][3];

    private final BigDecimal[][] adjugate = new BigDecimal[3][3];
    private final BigDecimal determinant;

    DenseWindow(Plane picture, int x, int y, double epsilon) {
      for (int i = 0; i < 9; i++) {
        pixels[i] = (y + i / 3 - 1) * picture.width() + x + i % 3 - 1;
      }
      for (int c = 0; c < 3; c++) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int pixel : pixels) {
          sum = sum.add(new BigDecimal(picture.values()[3 * pixel + c]));
        }
        for (int i = 0; i < 9; i++) {
          BigDecimal own = new BigDecimal(picture.values()[3 * pixels[i] + c]);
          colours[i][c] = own.multiply(BigDecimal.valueOf(9)).subtract(sum);
        }
      }
      BigDecimal[][] covariance = covariance(new BigDecimal(epsilon));
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          adjugate[j][i] = cofactor(covariance, i, j);
        }
      }
      determinant = form(covariance[0], adjugate);
    }

    /** 9 times 81 times the covariance, and epsilon as often. */
    private BigDecimal[][] covariance(BigDecimal epsilon) {
      BigDecimal[][] covariance = new BigDecimal[3][3];
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          BigDecimal sum = i == j ? epsilon.multiply(BigDecimal.valueOf(81)) : BigDecimal.ZERO;
          for (BigDecimal[] colour : colours) {
            sum = sum.add(colour[i].multiply(colour[j]));
          }
          covariance[i][j] = sum;
        }
      }
      return covariance;
    }

    private static BigDecimal cofactor(BigDecimal[][] matrix, int i, int j) {
      BigDecimal[] next = matrix[(i + 1) % 3];
      BigDecimal[] last = matrix[(i + 2) % 3];
      return next[(j + 1) % 3]
          .multiply(last[(j + 2) % 3])
          .subtract(next[(j + 2) % 3].multiply(last[(j + 1) % 3]));
    }

    private static BigDecimal form(BigDecimal[] row, BigDecimal[][] adjugate) {
      return row[0]
          .multiply(adjugate[0][0])
          .add(row[1].multiply(adjugate[1][0]))
          .add(row[2].multiply(adjugate[2][0]));
    }

    int pixel(int i) {
      return pixels[i];
    }

    /** (I_i - m)' (C + e/9 E)^-1 (I_j - m). */
    double product(int i, int j) {
      BigDecimal sum = BigDecimal.ZERO;
      for (int k = 0; k < 3; k++) {
        for (int l = 0; l < 3; l++) {
          sum = sum.add(colours[i][k].multiply(adjugate[k][l]).multiply(colours[j][l]));
        }
      }
      return sum.multiply(BigDecimal.valueOf(9))
          .divide(determinant, MathContext.DECIMAL64)
          .doubleValue();
    }
  }
}
