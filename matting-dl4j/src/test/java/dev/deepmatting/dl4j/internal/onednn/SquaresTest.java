package dev.deepmatting.dl4j.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a square's channels give against the sum that defines a convolution. */
class SquaresTest {
  private static final int CHANNELS = 3;

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5})
  void eachPlaceHasItsPixelsConvolution(int side) {
    Random random = new Random(side);
    int seen = Squares.seen(side);
    float[] input = random(random, CHANNELS * seen * seen);
    float[] kernel = random(random, CHANNELS * side * side);
    float[] squares = Squares.kernel(kernel, side);
    assertThat(squares).hasSize(16 * input.length);
    for (int place = 0; place < 16; place++) {
      double wanted = 0;
      for (int i = 0; i < kernel.length; i++) {
        int y = place / 4 + i / side % side;
        int x = place % 4 + i % side;
        wanted += (double) kernel[i] * input[(i / (side * side) * seen + y) * seen + x];
      }
      double sum = 0;
      for (int i = 0; i < input.length; i++) {
        sum += (double) squares[place * input.length + i] * input[i];
      }
      assertThat(sum).isCloseTo(wanted, within(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {-1.5f, 0.25f})
  void eachPlaceHasTheBias(float bias) {
    assertThat(Squares.bias(bias)).hasSize(16).containsOnly(bias);
  }

  private static float[] random(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
