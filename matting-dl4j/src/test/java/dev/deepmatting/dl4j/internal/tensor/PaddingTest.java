package dev.deepmatting.dl4j.internal.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaddingTest {
  @ParameterizedTest
  @CsvSource({"1,32", "31,32", "32,32", "33,64", "941,960", "1280,1280"})
  void growsASideToTheNextMultipleOf32(int side, int padded) {
    assertThat(Padding.padded(side)).isEqualTo(padded);
  }

  /** The wanted values are what numpy.pad(range(side), (0, n), 'reflect') gives. */
  @Test
  void mirrorsWithoutRepeatingTheEdgeToAndFroWhereTheSideIsSmall() {
    assertThat(positions(4, 10)).containsExactly(0, 1, 2, 3, 2, 1, 0, 1, 2, 3);
    assertThat(positions(2, 6)).containsExactly(0, 1, 0, 1, 0, 1);
    assertThat(positions(1, 3)).containsExactly(0, 0, 0);
  }

  private static int[] positions(int side, int count) {
    return IntStream.range(0, count).map(position -> Padding.source(position, side)).toArray();
  }
}
