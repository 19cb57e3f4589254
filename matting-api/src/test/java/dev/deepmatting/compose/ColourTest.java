package dev.deepmatting.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColourTest {
  @ParameterizedTest
  @ValueSource(strings = {"1e90ff", "#1E90FF", "1E90ff"})
  void readsHexadecimalDigits(String text) {
    assertThat(Colour.parse(text)).isEqualTo(new Colour(30, 144, 255));
    assertThat(Colour.parse(text)).hasToString("#1e90ff");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fff", "#12345", "12345g", "#1234567", "-12345", "##123456", "red"})
  void refusesOtherTexts(String text) {
    assertThatThrownBy(() -> Colour.parse(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "colour is '" + text + "', wanted six hexadecimal digits such as 1e90ff or #1e90ff");
  }

  @Test
  void refusesSamplesOutOfRange() {
    assertThatThrownBy(() -> new Colour(0, 256, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("green is 256, wanted 0 to 255");
  }
}
