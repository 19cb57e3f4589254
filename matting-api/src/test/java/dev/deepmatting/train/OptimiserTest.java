package dev.deepmatting.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OptimiserTest {
  @Test
  void factoriesHaveTheirDefaults() {
    assertThat(Optimiser.sgd(0.9, 1e-5)).isEqualTo(new Optimiser.Sgd(0.9, 1e-5));
    assertThat(Optimiser.adam(0.5, 0.999))
        .isEqualTo(new Optimiser.Adam(0.5, 0.999, 1e-8, 0, false));
    assertThat(Optimiser.adamW(0.9, 0.99, 0.01))
        .isEqualTo(new Optimiser.Adam(0.9, 0.99, 1e-8, 0.01, true));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        refused(() -> Optimiser.sgd(1, 0), "momentum is 1.0, wanted 0 to below 1"),
        refused(() -> Optimiser.sgd(-0.1, 0), "momentum is -0.1, wanted 0 to below 1"),
        refused(() -> Optimiser.sgd(0, -1), "weightDecay is -1.0, wanted a finite number from 0"),
        refused(() -> Optimiser.adam(1, 0.9), "beta1 is 1.0, wanted 0 to below 1"),
        refused(() -> Optimiser.adam(0.9, Double.NaN), "beta2 is NaN, wanted 0 to below 1"),
        refused(
            () -> Optimiser.adamW(0.9, 0.9, Double.POSITIVE_INFINITY),
            "weightDecay is Infinity, wanted a finite number from 0"),
        refused(
            () -> new Optimiser.Adam(0.9, 0.9, 0, 0, false),
            "epsilon is 0.0, wanted a finite number above 0"));
  }

  private static Arguments refused(ThrowingCallable making, String message) {
    return Arguments.of(making, message);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesValuesOutOfRange(ThrowingCallable making, String message) {
    assertThatThrownBy(making).isInstanceOf(InvalidInputException.class).hasMessage(message);
  }

  @Test
  void zeroHasNoSign() {
    assertThat(Optimiser.sgd(-0.0, -0.0)).isEqualTo(Optimiser.sgd(0, 0));
    assertThat(new Optimiser.Adam(-0.0, -0.0, 1, -0.0, false))
        .isEqualTo(new Optimiser.Adam(0, 0, 1, 0, false));
  }

  @Test
  void printsEverySetting() {
    assertThat(Optimiser.sgd(0.9, 1e-5)).hasToString("SGD, momentum 0.9, weight decay 1.0E-5");
    assertThat(Optimiser.adam(0.5, 0.999))
        .hasToString("Adam, betas 0.5 and 0.999, epsilon 1.0E-8, weight decay 0.0");
    assertThat(Optimiser.adamW(0.5, 0.999, 0.25))
        .hasToString("AdamW, betas 0.5 and 0.999, epsilon 1.0E-8, weight decay 0.25");
  }
}
