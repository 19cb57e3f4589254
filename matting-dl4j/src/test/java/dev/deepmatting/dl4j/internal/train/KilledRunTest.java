package dev.deepmatting.dl4j.internal.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.train.StepReport;
import dev.deepmatting.train.TrainingListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed at random moments, again and again, against one that nobody disturbs. */
@Tag("long")
class KilledRunTest {
  private static final int KILLS = 10;
  private static final int STEPS = 40;

  @TempDir private Path folder;

  /** What the killed process runs. */
  static final class Main {
    private Main() {}

    public static void main(String[] arguments) {
      run(Path.of(arguments[0]));
      System.out.println("complete");
    }
  }

  private static void run(Path output) {
    SmallRun.into(output)
        .steps(STEPS)
        .validation(SmallRun.validation())
        .checkpointEvery(2)
        .validateEvery(5)
        .resume(true)
        .listener(
            new TrainingListener() {
              @Override
              public void stepped(StepReport step) {
                System.out.println("step " + step.progress().step());
              }
            })
        .build()
        .fit();
  }

  @Test
  void aKilledRunLosesAtMostTheStepsSinceItsLastCheckpoint() throws Exception {
    Path killed = folder.resolve("killed");
    Random random = new Random(1);
    int last = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      last = killAfter(killed, random.nextInt(5), random.nextInt(400), last);
      requireWholeFiles(killed);
    }
    assertThat(finish(killed)).isEqualTo("complete");
    Path whole = folder.resolve("whole");
    run(whole);

    Path one = SmallRun.checkpoint(whole, STEPS);
    Path other = SmallRun.checkpoint(killed, STEPS);
    assertThat(SmallRun.bits(other)).isEqualTo(SmallRun.bits(one));
    assertThat(SmallRun.bits(killed.resolve("model.safetensors")))
        .isEqualTo(SmallRun.bits(whole.resolve("model.safetensors")));
  }

  /** Kills a run some steps and milliseconds after it began; the last step that it told of. */
  private int killAfter(Path output, int steps, int milliseconds, int before) throws Exception {
    Process process = start(output);
    int last = before;
    try (BufferedReader lines = process.inputReader()) {
      int seen = 0;
      String line = lines.readLine();
      while (line != null && seen <= steps) {
        if (line.startsWith("step ")) {
          int step = Integer.parseInt(line.substring("step ".length()));
          // Two steps between checkpoints, so that at most two are done again.
          assertThat(seen > 0 || step >= before - 1).as("resumed at " + step).isTrue();
          last = step;
          seen++;
        }
        line = lines.readLine();
      }
      Thread.sleep(milliseconds);
      // Unlike the process itself, its handle leaves the output open for reading.
      process.toHandle().destroyForcibly();
      process.waitFor();
      for (line = lines.readLine(); line != null; line = lines.readLine()) {
        last = line.startsWith("step ") ? Integer.parseInt(line.substring(5)) : last;
      }
    }
    return last;
  }

  private static void requireWholeFiles(Path run) throws IOException {
    try (Stream<Path> files = Files.walk(run)) {
      List<Path> complete = files.filter(file -> file.toString().endsWith(".safetensors")).toList();
      complete.forEach(file -> assertThat(SmallRun.tensors(file)).isNotEmpty());
    }
  }

  private static String finish(Path output) throws Exception {
    Process process = start(output);
    try (BufferedReader lines = process.inputReader()) {
      String last = lines.lines().reduce("", (before, line) -> line);
      assertThat(process.waitFor()).isZero();
      return last;
    }
  }

  private static Process start(Path output) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            output.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
