package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A run that its user ends. */
class TrainingStopTest {
  private static final Object[] LONG = {"--stage", "encoder-decoder", "--steps", 100_000};

  @TempDir private Path folder;

  /** Windows has no signal that a process could send. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aSignalEndsItWithACheckpointToGoOnFrom() throws Exception {
    Process process = start(SmallTraining.options(folder, LONG));
    List<String> lines = new ArrayList<>();
    try (BufferedReader out = process.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
        if (line.startsWith("encoder-decoder 1/")) {
          // That of the process itself would close its output.
          process.toHandle().destroy();
        }
      }
    }

    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    Path checkpoint = SmallTraining.lastCheckpoint(folder);
    assertThat(lines)
        .contains("matting: stopping after this step, with a checkpoint")
        .anyMatch(line -> line.matches("Stopped after step \\d+ of 100000"))
        .endsWith("--resume continues the run from " + checkpoint);
    int steps = Integer.parseInt(checkpoint.getFileName().toString().replaceAll("\\D", ""));
    Object[] further =
        Stream.of(LONG, new Object[] {"--resume", "--stop-after", steps + 1})
            .flatMap(Stream::of)
            .toArray();
    assertThat(SmallTraining.into(folder, further).out())
        .contains("Resumes after step " + steps + " of", "Stopped after step " + (steps + 1));
  }

  @Test
  void anInterruptIsNotTheEndOfTheRun() {
    Thread.currentThread().interrupt();
    Run run = SmallTraining.into(folder, LONG);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("Stopped after step 1 of", "--resume continues the run from");
  }

  private static Process start(Object[] options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                MattingCommand.class.getName()));
    Stream.of(options).map(Object::toString).forEach(command::add);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
