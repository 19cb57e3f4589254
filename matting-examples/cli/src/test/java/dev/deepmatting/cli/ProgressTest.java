package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final StringWriter text = new StringWriter();

  @Test
  void movesOneLineOnATerminal() {
    Progress progress = new Progress(new PrintWriter(text), true, 2);

    progress.start();
    progress.update("a", 0.5);
    progress.update("a", 0.501);
    progress.update("a", 1);
    progress.line("done");

    assertThat(text)
        .hasToString(
            "\r[1/2] a  50%\r[1/2] a 100%\r"
                + " ".repeat(12)
                + "\r[1/2] done"
                + System.lineSeparator());
  }

  @Test
  void printsOnlyWholeLinesElsewhere() {
    Progress progress = new Progress(new PrintWriter(text), false, 1);

    progress.start();
    progress.update("a", 0.5);
    progress.line("done");

    assertThat(text).hasToString("[1/1] done" + System.lineSeparator());
  }

  @Test
  void aNameDoesNotCommandTheTerminal() {
    Progress progress = new Progress(new PrintWriter(text), true, 1);

    progress.start();
    progress.update("a\u001b]0;x\u0007", 0);
    progress.line("b\u001b[2J");

    assertThat(text.toString())
        .contains("a\\u001b]0;x\\u0007   0%")
        .contains("b\\u001b[2J")
        .doesNotContain("\u001b");
  }
}
