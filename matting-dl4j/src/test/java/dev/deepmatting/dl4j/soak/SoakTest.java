package dev.deepmatting.dl4j.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many predictions in one process, see {@link Predictions}: its resident memory stays where it is.
 * The system property {@code soak.predictions} says how many.
 */
@Tag("long")
@EnabledOnOs(value = OS.LINUX, disabledReason = "resident memory is read from /proc")
class SoakTest {
  private static final int PREDICTIONS = Integer.getInteger("soak.predictions", 100_000);

  /** What the JVM compiles and its allocators keep; a leak of 1 KB per prediction exceeds it. */
  private static final long MOST_GROWTH_KB = 48 << 10;

  @TempDir private Path folder;

  @Test
  void residentMemoryIsFlat() throws Exception {
    Path log = folder.resolve("log.txt");
    Process process = start(Files.createDirectory(folder.resolve("files")), log);
    int exitCode = process.waitFor();
    List<String> lines = Files.readAllLines(log);
    assertThat(exitCode).as(String.join("\n", lines)).isZero();

    List<Long> resident = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("resident ")) {
        resident.add(Long.valueOf(line.split(" ")[1]));
      }
    }
    int fifth = resident.size() / 5;
    long early = mean(resident.subList(fifth, 2 * fifth));
    long late = mean(resident.subList(resident.size() - fifth, resident.size()));
    System.out.printf(
        "soaked in %s: resident %d KB after a fifth, %d KB at the end%n",
        lines.get(lines.size() - 1), early, late);
    assertThat(late - early).isLessThan(MOST_GROWTH_KB);
  }

  private static long mean(List<Long> values) {
    return (long) values.stream().mapToLong(Long::longValue).average().orElseThrow();
  }

  /** The heap is all there from the start, so that what grows is elsewhere. */
  private static Process start(Path files, Path log) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xms256m",
            "-Xmx256m",
            "-XX:+AlwaysPreTouch",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Predictions.class.getName(),
            Integer.toString(PREDICTIONS),
            files.toString())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }
}
