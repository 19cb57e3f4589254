package dev.deepmatting.internal.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MorphologyTest {
  private static final int KERNELS = 29;
  private static final int ITERATIONS = 19;

  @ParameterizedTest
  @MethodSource("dev.deepmatting.internal.pixel.GoldenMasks#all")
  void agreesWithOpenCv(String name) {
    GoldenMasks picture = new GoldenMasks(name);
    GoldenMasks dilated = new GoldenMasks(name + "-dilate");
    GoldenMasks eroded = new GoldenMasks(name + "-erode");
    int width = picture.width;
    int height = picture.height;
    boolean[] mask = picture.mask();

    for (int kernel = 1; kernel <= KERNELS; kernel++) {
      for (int count = 1; count <= ITERATIONS; count++) {
        assertThat(Morphology.dilate(mask, width, height, kernel, count))
            .as("dilate, kernel %d, %d iterations", kernel, count)
            .isEqualTo(dilated.tile(count - 1, kernel - 1, width, height));
        assertThat(Morphology.erode(mask, width, height, kernel, count))
            .as("erode, kernel %d, %d iterations", kernel, count)
            .isEqualTo(eroded.tile(count - 1, kernel - 1, width, height));
      }
    }
    assertThat(mask).isEqualTo(picture.mask());
  }

  @Test
  void zeroIterationsChangeNothing() {
    boolean[] mask = {true, false, false, true};

    assertThat(Morphology.dilate(mask, 2, 2, 5, 0)).isEqualTo(mask).isNotSameAs(mask);
    assertThat(Morphology.erode(mask, 2, 2, 5, 0)).isEqualTo(mask).isNotSameAs(mask);
  }

  @Test
  void takesKernelsThatAreLargerThanTheMask() {
    boolean[] mask = new boolean[6];
    mask[5] = true;

    assertThat(Morphology.dilate(mask, 3, 2, Morphology.MAX_KERNEL, 1)).containsOnly(true);
    assertThat(Morphology.erode(mask, 3, 2, Morphology.MAX_KERNEL, 1)).containsOnly(false);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 'kernel is 0, wanted 1 to 9999'",
    "10000, 1, 'kernel is 10000, wanted 1 to 9999'",
    "3, -1, 'iterations is -1, wanted at least 0'"
  })
  void refusesNumbersOutOfRange(int kernel, int iterations, String message) {
    assertThatThrownBy(() -> Morphology.dilate(new boolean[1], 1, 1, kernel, iterations))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> Morphology.erode(new boolean[1], 1, 1, kernel, iterations))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({"2, 3", "0, 4", "-2, -2", "65536, 65536"})
  void refusesMasksOfAnotherSize(int width, int height) {
    assertThatThrownBy(() -> Morphology.dilate(new boolean[4], width, height, 3, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("mask holds 4 pixels, wanted " + width + "x" + height);
  }
}
