package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.error.InvalidInputException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ErrorReportTest {
  private final StringWriter err = new StringWriter();
  private final CommandLine command = MattingCommand.commandLine().setErr(new PrintWriter(err));

  @Test
  void saysNothingButTheMessageOfAnExpectedError() {
    int exitCode = ErrorReport.failure(new InvalidInputException("x is 1"), command);

    assertThat(exitCode).isEqualTo(2);
    assertThat(err).hasToString("matting: x is 1" + System.lineSeparator());
  }

  @Test
  void hintsAtTheStackTraceOfAnUnexpectedError() {
    int exitCode = ErrorReport.failure(new IllegalStateException("broken"), command);

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("matting: IllegalStateException: broken")
        .contains("--stack-trace")
        .doesNotContain("\tat ");
  }

  @Test
  void printsTheStackTraceWhenAsked() {
    command.parseArgs("--stack-trace");

    ErrorReport.failure(new IllegalStateException("broken"), command);

    assertThat(err.toString()).contains("\tat ");
  }

  @Test
  void saysHowToGetMoreMemory() {
    assertThat(ErrorReport.message(new OutOfMemoryError("Java heap space")))
        .contains("Java heap space", "MATTING_OPTS=-Xmx8g");
  }
}
