package dev.deepmatting.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.deepmatting.error.InvalidInputException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossWeightsTest {
  private static final LossWeights ALPHA = LossWeights.only(Loss.ALPHA_PREDICTION);

  @Test
  void theFirstStageOfThePaperWeighsBothLossesAlike() {
    assertThat(LossWeights.alphaAndComposition().asMap())
        .containsExactly(entry(Loss.ALPHA_PREDICTION, 0.5), entry(Loss.COMPOSITION, 0.5));
  }

  @Test
  void aLossWithoutWeightDoesNotCount() {
    LossWeights weights = ALPHA.with(Loss.GRADIENT, 2).with(Loss.ALPHA_PREDICTION, 0);

    assertThat(weights.asMap()).containsExactly(entry(Loss.GRADIENT, 2.0));
    assertThat(weights.of(Loss.GRADIENT)).isEqualTo(2);
    assertThat(weights.of(Loss.ALPHA_PREDICTION)).isZero();
    assertThat(ALPHA.with(Loss.COMPOSITION, -0.0)).isEqualTo(ALPHA);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesAWeightThatIsNoFiniteNumberFromZero(double weight) {
    assertThatThrownBy(() -> ALPHA.with(Loss.LAPLACIAN_PYRAMID, weight))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("weight of laplacian is " + weight + ", wanted a finite number from 0");
  }

  @Test
  void refusesToCountNothing() {
    assertThatThrownBy(() -> ALPHA.with(Loss.ALPHA_PREDICTION, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("weight of alpha is 0 and so are the others, wanted one above 0");
  }

  @Test
  void isNotChangedByWhatIsMadeOfIt() {
    LossWeights before = LossWeights.alphaAndComposition();
    Map<Loss, Double> map = before.asMap();

    before.with(Loss.COMPOSITION, 7);

    assertThat(before.of(Loss.COMPOSITION)).isEqualTo(0.5);
    assertThatThrownBy(() -> map.put(Loss.GRADIENT, 1.0))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void theOrderOfSettingDoesNotMatter() {
    LossWeights one = ALPHA.with(Loss.GRADIENT, 0.25).with(Loss.COMPOSITION, 3);
    LossWeights other = ALPHA.with(Loss.COMPOSITION, 3).with(Loss.GRADIENT, 0.25);

    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other).isNotEqualTo(ALPHA);
    assertThat(one)
        .hasToString("1.0 alpha + 3.0 composition + 0.25 gradient")
        .hasToString(other.toString());
  }
}
