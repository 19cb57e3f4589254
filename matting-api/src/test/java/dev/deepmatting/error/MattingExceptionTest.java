package dev.deepmatting.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MattingExceptionTest {
  @Test
  void aStrangersLongTextIsShortened() {
    String message = "variant is '" + "Z".repeat(1_000_000) + "', wanted one of two";

    assertThat(new InvalidInputException(message).getMessage())
        .hasSizeLessThan(4010)
        .startsWith("variant is 'ZZZ")
        .endsWith("ZZZ', wanted one of two");
    assertThat(new ModelFormatException(message, new IllegalStateException()).getMessage())
        .hasSizeLessThan(4010);
  }
}
