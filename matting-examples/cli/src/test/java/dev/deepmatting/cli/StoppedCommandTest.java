package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C: a running command ends with its own exit code and leaves no half of a file. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "no signal that a process could send")
@Timeout(120)
class StoppedCommandTest {
  private static final Path SIGNALS = Path.of("/proc/self/status");
  private static final int MOST_ATTEMPTS = 30;

  @TempDir private Path folder;

  /** A program that was started to ignore the signal, as by nohup, starts others that do. */
  @BeforeAll
  static void requireSignals() throws IOException {
    if (Files.exists(SIGNALS)) {
      String ignored =
          Files.readAllLines(SIGNALS).stream()
              .filter(line -> line.startsWith("SigIgn:"))
              .findFirst()
              .orElseThrow();
      assumeThat(Long.parseUnsignedLong(ignored.substring(7).trim(), 16) & 2).isZero();
    }
  }

  @Test
  void evaluate() throws Exception {
    Path truths = Files.createDirectory(folder.resolve("truth"));
    Path predictions = Files.createDirectory(folder.resolve("predictions"));
    Path truth = Pictures.trimap(folder.resolve("a.png"), 600);
    Path prediction = Pictures.trimap(folder.resolve("b.png"), 600);
    for (int i = 0; i < 300; i++) {
      Files.createLink(truths.resolve(i + ".png"), truth);
      Files.createLink(predictions.resolve(i + ".png"), prediction);
    }
    Path reports = Files.createDirectory(folder.resolve("reports"));
    Run run =
        interruptedAfterALine(
            List.of("evaluate", "--truth", truths, "--prediction", predictions, "--region"),
            List.of("whole-image", "--csv", reports.resolve("a.csv"), "--threads", 1));

    assertThat(run.err()).contains("interrupted").hasLineCount(1);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(reports).isEmptyDirectory();
  }

  @Test
  void compose() throws Exception {
    Path out = folder.resolve("out");
    Run run =
        interruptedAfterALine(
            List.of("compose", "--recipe", "online", "--seed", 1, "--count", 10_000, "--size", 32),
            List.of("--source", "procedural", "--out", out));

    assertThat(run.err()).contains("interrupted").hasLineCount(1);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(ObjectPictures.names(out)).isNotEmpty().noneMatch(name -> name.endsWith(".tmp"));
  }

  /** The signal comes when the file is begun; a fast disk may be done before it arrives. */
  @Test
  void convert() throws Exception {
    int interrupted = 0;
    for (int attempt = 0; attempt < MOST_ATTEMPTS && interrupted == 0; attempt++) {
      Path out = Files.createDirectory(folder.resolve("out" + attempt));
      Path target = out.resolve("model.safetensors");
      Process process =
          start(List.of("convert", "--in", "builtin:dim-small", "--out", target), List.of());
      try (Writer signal = signal(process)) {
        while (process.isAlive() && ObjectPictures.names(out).isEmpty()) {
          Thread.onSpinWait();
        }
        signal.write("\n");
      }
      if (process.waitFor() == 0) {
        assertThat(ObjectPictures.names(out)).containsExactly("model.safetensors");
      } else {
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(new String(process.getErrorStream().readAllBytes())).contains("interrupted");
        assertThat(out).isEmptyDirectory();
        interrupted++;
      }
    }
    assertThat(interrupted).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"safetensors", "onnx"})
  void convertSeesAnInterrupt(String ending) {
    Path out = folder.resolve("model." + ending);
    Thread.currentThread().interrupt();
    Run run = Run.matting("convert", "--in", "builtin:dim-small", "--out", out);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(run.err()).contains("interrupted").hasLineCount(1);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(folder).isEmptyDirectory();
  }

  private Run interruptedAfterALine(List<Object> words, List<Object> more) throws Exception {
    Process process = start(words, more);
    String out;
    try (Writer signal = signal(process);
        BufferedReader lines = process.inputReader()) {
      out = lines.readLine();
      signal.write("\n");
      signal.flush();
      while (lines.readLine() != null) {
        // Reads on, else the command would wait for room in the pipe.
        continue;
      }
    }
    String err = new String(process.getErrorStream().readAllBytes());
    return new Run(process.waitFor(), String.valueOf(out), err);
  }

  /** A shell that sends the signal at once when it gets a line, as it runs already. */
  private static Writer signal(Process process) throws IOException {
    return new ProcessBuilder("sh", "-c", "read line; kill -INT " + process.pid())
        .start()
        .outputWriter();
  }

  private static Process start(List<Object> words, List<Object> more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                MattingCommand.class.getName()));
    Stream.concat(words.stream(), more.stream()).map(Object::toString).forEach(command::add);
    return new ProcessBuilder(command).start();
  }
}
