package dev.deepmatting.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.image.AlphaMatte;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(300)
class SameBitsTest {
  /** More than a chunk of unknown pixels. */
  private static final DrawnPicture HAIR = DrawnPicture.hair(161, 135, 5);

  static List<PropagationMethod> methods() {
    return PropagationMethod.all();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void everyNumberOfThreadsGivesTheSameBits(PropagationMethod method) {
    assertSameBits(method, builder -> builder);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void reducedPicturesToo(PropagationMethod method) {
    assertSameBits(method, builder -> builder.maxUnknown(1000).bandPixels(5000));
  }

  private static void assertSameBits(
      PropagationMethod method, UnaryOperator<Propagation.Builder> settings) {
    AlphaMatte wanted = HAIR.matte(settings.apply(Propagation.builder(method).threads(1)).build());
    HAIR.assertIsMatte(wanted);
    for (int threads : new int[] {1, 2, 3, 8}) {
      AlphaMatte matte =
          HAIR.matte(settings.apply(Propagation.builder(method).threads(threads)).build());
      assertThat(Arrays.equals(matte.toFloatArray(), wanted.toFloatArray()))
          .as("%d threads", threads)
          .isTrue();
    }
  }
}
