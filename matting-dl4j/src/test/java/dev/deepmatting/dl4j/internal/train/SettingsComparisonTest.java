package dev.deepmatting.dl4j.internal.train;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsComparisonTest {
  private static final Path CHECKPOINT = Path.of("step");

  @Test
  void anOlderRunDidWithoutWhatItDidNotKnow() {
    assertThatNoException()
        .isThrownBy(
            () ->
                SettingsComparison.requireSame(
                    CHECKPOINT,
                    "{\"recipe\":{\"epochs\":1}}",
                    "{\"recipe\":{\"averaging\":\"none\",\"epochs\":1}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "{'a':{'averaging':0.9}}; {'a':{}}; a.averaging is none, wanted 0.9",
        "{'a':{}}; {'a':{'averaging':0.9}}; a.averaging is 0.9, wanted none",
        "{'seed':3}; {'seed':4}; seed is 4, wanted 3",
        "{'seed':3}; {'seed':'3'}; seed is 3, wanted 3",
        "{'stages':['overall']}; {'stages':[]}; stages is [], wanted ['overall']"
      })
  void theFirstDifferenceIsNamed(String before, String now, String message) {
    assertThatThrownBy(
            () ->
                SettingsComparison.requireSame(
                    CHECKPOINT, before.replace('\'', '"'), now.replace('\'', '"')))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(
            message.replace('\'', '"') + " as in the run of checkpoint " + CHECKPOINT);
  }
}
