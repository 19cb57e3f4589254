package dev.deepmatting.dl4j.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The transforms against the sum that defines a convolution. */
class WinogradTest {
  private static final int SIDE = Winograd.INPUT;

  @Test
  void aTileIsTheConvolutionOfWhatItSees() {
    Random random = new Random(5);
    for (int round = 0; round < 50; round++) {
      float[] kernel = random(random, Winograd.KERNEL * Winograd.KERNEL);
      float[][] seen = new float[SIDE][];
      for (int y = 0; y < SIDE; y++) {
        seen[y] = random(random, SIDE);
      }
      float[][] tile = byWinograd(seen, kernel);
      for (int y = 0; y < Winograd.OUTPUT; y++) {
        for (int x = 0; x < Winograd.OUTPUT; x++) {
          assertThat((double) tile[y][x]).isCloseTo(byDefinition(seen, kernel, y, x), within(2e-4));
        }
      }
    }
  }

  private static float[] random(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static double byDefinition(float[][] seen, float[] kernel, int top, int left) {
    double sum = 0;
    for (int y = 0; y < Winograd.KERNEL; y++) {
      for (int x = 0; x < Winograd.KERNEL; x++) {
        sum += (double) seen[top + y][left + x] * kernel[y * Winograd.KERNEL + x];
      }
    }
    return sum;
  }

  private static float[][] byWinograd(float[][] seen, float[] kernel) {
    double[] factors = new double[Winograd.PRODUCTS];
    Winograd.kernel(kernel, 0, factors, new double[Winograd.PRODUCTS]);
    float[] even = new float[SIDE];
    float[] odd = new float[SIDE];
    float[][] upright = new float[SIDE][SIDE];
    Winograd.input(seen, upright, SIDE, even, odd);
    float[][] both = new float[SIDE][SIDE];
    Winograd.input(turned(upright), both, SIDE, even, odd);
    // Turned: [x][y].
    for (int x = 0; x < SIDE; x++) {
      for (int y = 0; y < SIDE; y++) {
        both[x][y] *= (float) factors[y * SIDE + x];
      }
    }
    float[][] scratch = new float[6][SIDE];
    float[][] columns = new float[Winograd.OUTPUT][SIDE];
    Winograd.output(both, columns, SIDE, scratch);
    float[][] tile = new float[Winograd.OUTPUT][Winograd.OUTPUT];
    Winograd.output(turned(columns), tile, Winograd.OUTPUT, scratch);
    return tile;
  }

  private static float[][] turned(float[][] rows) {
    float[][] turned = new float[rows[0].length][rows.length];
    for (int y = 0; y < rows.length; y++) {
      for (int x = 0; x < rows[y].length; x++) {
        turned[x][y] = rows[y][x];
      }
    }
    return turned;
  }
}
