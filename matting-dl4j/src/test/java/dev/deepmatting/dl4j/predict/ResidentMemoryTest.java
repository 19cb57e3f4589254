package dev.deepmatting.dl4j.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.deepmatting.Matting;
import dev.deepmatting.dl4j.fixture.Generated;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Memory over many predictions, as the operating system counts it: JavaCPP's counters miss what
 * ND4J and oneDNN allocate. It is measured in a JVM of its own whose heap is resident from the
 * start and whose optimising compiler, which takes some 50 MB by and by, is off, so that what grows
 * is native memory.
 */
class ResidentMemoryTest {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int WARM_UP = 50;
  private static final int PREDICTIONS = 200;
  private static final int ALLOWED_MEGABYTES = 24;

  @Test
  void staysFlatOver200PredictionsOfMixedSizes() throws IOException, InterruptedException {
    assumeThat(STATUS).exists();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms160m",
                "-Xmx160m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.bytedeco.javacpp.maxbytes=0",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                "-cp",
                System.getProperty("java.class.path"),
                Predictions.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<Long> megabytes =
        process
            .inputReader()
            .lines()
            .filter(line -> line.matches("\\d+"))
            .map(Long::valueOf)
            .toList();
    assertThat(process.waitFor()).isZero();
    assertThat(megabytes).hasSize(WARM_UP + PREDICTIONS);
    long warm = megabytes.get(WARM_UP - 1);
    assertThat(megabytes.subList(WARM_UP, megabytes.size()))
        .as("resident megabytes, %d after the warm-up", warm)
        .allMatch(value -> value < warm + ALLOWED_MEGABYTES);
  }

  /** Prints the resident megabytes after each prediction. */
  static final class Predictions {
    private static final int[][] SIZES = {{192, 160}, {33, 70}, {1, 1}, {97, 150}, {128, 128}};

    private Predictions() {}

    public static void main(String[] arguments) throws IOException {
      try (Matting matting = Matting.load("builtin:dim-small")) {
        for (int i = 1; i <= WARM_UP + PREDICTIONS; i++) {
          int[] size = SIZES[i % SIZES.length];
          matting.predict(Generated.image(size[0], size[1]), Generated.trimap(size[0], size[1]));
          System.out.println(residentMegabytes());
        }
      }
    }

    private static long residentMegabytes() throws IOException {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .sum();
    }
  }
}
