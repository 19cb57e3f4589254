package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Standard output on a full disk, or a pipe that nobody reads. */
class BrokenOutputTest {
  private static final String MESSAGE =
      "IOException: standard output could not be written to the end";

  @TempDir Path root;

  @Test
  void aPictureThatDoesNotArriveIsAnError() throws IOException {
    Run run = cutout("--out", "-");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("a.png: " + MESSAGE).hasLineCount(1);
  }

  @Test
  void linesForProgramsThatDoNotArriveAreAnError() throws IOException {
    Run run = cutout("--out", root.resolve("out"), "--json");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("matting: " + MESSAGE).hasLineCount(1);
    assertThat(root.resolve("out").resolve("a-cutout.png")).isRegularFile();
  }

  @Test
  void aScriptThatDoesNotArriveIsAnError() {
    Run run = printingNowhere("completion", "bash");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("matting: " + MESSAGE);
  }

  private Run cutout(Object... options) throws IOException {
    Path image = ObjectPictures.image(root.resolve("a.png"));
    Path alpha = ObjectPictures.alpha(root.resolve("m.png"));
    return printingNowhere(
        Stream.concat(Stream.of("cutout", "--image", image, "--alpha", alpha), Stream.of(options))
            .toArray());
  }

  private static Run printingNowhere(Object... words) {
    PrintStream before = System.out;
    StringWriter err = new StringWriter();
    System.setOut(new PrintStream(new Broken(), true));
    try {
      int exitCode =
          MattingCommand.commandLine()
              .setErr(new PrintWriter(err, true))
              .execute(Stream.of(words).map(Object::toString).toArray(String[]::new));
      return new Run(exitCode, "", err.toString());
    } finally {
      System.setOut(before);
    }
  }

  private static final class Broken extends OutputStream {
    @Override
    public void write(int bits) throws IOException {
      throw new IOException("No space left on device");
    }
  }
}
