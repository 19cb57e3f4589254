package dev.deepmatting.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class StageTest {
  @ParameterizedTest
  @EnumSource
  void isFoundByItsName(Stage stage) {
    assertThat(Stage.of(stage.id())).isSameAs(stage);
  }

  @Test
  void theOrderAndTheNamesAreThoseOfThePaper() {
    assertThat(Stream.of(Stage.values()).map(Stage::id))
        .containsExactly("encoder-decoder", "refinement", "overall");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "OVERALL", "decoder"})
  void refusesAnotherName(String id) {
    assertThatThrownBy(() -> Stage.of(id))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("stage is '" + id + "', wanted one of [encoder-decoder, refinement, overall]");
  }

  @Test
  void theHeadTrainsAloneAndThenWithTheRest() {
    assertThat(Stage.ENCODER_DECODER.trains())
        .containsExactly(ParameterGroup.ENCODER, ParameterGroup.DECODER);
    assertThat(Stage.REFINEMENT.trains()).containsExactly(ParameterGroup.HEAD);
    assertThat(Stage.OVERALL.trains()).containsExactly(ParameterGroup.values());
  }

  @ParameterizedTest
  @EnumSource
  void needsAHeadExactlyWhereItTrainsOne(Stage stage) {
    assertThat(stage.needsHead()).isEqualTo(stage.trains().contains(ParameterGroup.HEAD));
  }

  @Test
  void partsHaveNamesForFiles() {
    assertThat(Stream.of(ParameterGroup.values()).map(ParameterGroup::id))
        .containsExactly("encoder", "decoder", "head");
  }
}
