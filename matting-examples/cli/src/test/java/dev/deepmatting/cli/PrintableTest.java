package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void showsControlCharactersAsNumbers() {
    assertThat(Printable.text("a\u001b[31mb\n\u202ec")).isEqualTo("a\\u001b[31mb\\u000a\\u202ec");
    assertThat(Printable.text("\u009b31m\u0085")).isEqualTo("\\u009b31m\\u0085");
    assertThat(Printable.text(new String(Character.toChars(0xe0001)))).isEqualTo("\\ue0001");
  }

  @Test
  void leavesOtherTextAsItIs() {
    assertThat(Printable.text("Köln, 写真, \\d $1")).isEqualTo("Köln, 写真, \\d $1");
  }
}
