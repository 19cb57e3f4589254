package dev.deepmatting.dl4j.internal.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.deepmatting.Matting;
import dev.deepmatting.dl4j.fixture.ChildJvm;
import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.network.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Memory over many predictions, as the operating system counts it: JavaCPP's counters miss what
 * ND4J and oneDNN allocate. It is measured in a JVM of its own whose heap is resident from the
 * start and whose optimising compiler, which gradually takes some 50 MB, is off, so that what grows
 * is native memory.
 */
class ResidentMemoryTest {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int ALLOWED_MEGABYTES = 24;

  @ParameterizedTest
  @EnumSource(names = {"ONEDNN", "SAMEDIFF"})
  void staysFlatOver200PredictionsOfMixedSizes(Engine engine) throws Exception {
    assertFlat(engine, 50, 200, 5);
  }

  /** More sizes than plans are kept, so that plans come and go. */
  @Test
  @Tag("long")
  void staysFlatOver1000PredictionsOfManySizes() throws Exception {
    assertFlat(Engine.ONEDNN, 250, 1000, 40);
  }

  private static void assertFlat(Engine engine, int warmUp, int predictions, int sizes)
      throws Exception {
    assumeThat(STATUS).exists();
    List<Long> megabytes =
        new ChildJvm(
                "-Xms160m",
                "-Xmx160m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.bytedeco.javacpp.maxbytes=0",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0")
            .run(Predictions.class, engine.name(), "" + (warmUp + predictions), "" + sizes).stream()
                .filter(line -> line.matches("\\d+"))
                .map(Long::valueOf)
                .toList();
    assertThat(megabytes).hasSize(warmUp + predictions);
    long warm = megabytes.get(warmUp - 1);
    System.out.printf(
        "%s: %d MB resident after %d predictions, at most %d in the %d after them%n",
        engine,
        warm,
        warmUp,
        megabytes.stream().skip(warmUp).max(Long::compare).orElseThrow(),
        predictions);
    assertThat(megabytes.subList(warmUp, megabytes.size()))
        .as("resident megabytes, %d after the warm-up", warm)
        .allMatch(value -> value < warm + ALLOWED_MEGABYTES);
  }

  /** Prints the resident megabytes after each prediction. */
  static final class Predictions {
    private Predictions() {}

    public static void main(String[] arguments) throws IOException {
      int sizes = Integer.parseInt(arguments[2]);
      try (Matting matting =
          Matting.builder()
              .model("builtin:dim-small")
              .engine(Engine.valueOf(arguments[0]))
              .build()) {
        for (int i = 1; i <= Integer.parseInt(arguments[1]); i++) {
          int width = 1 + 37 * (i % sizes) % 300;
          int height = 1 + 61 * (i % sizes) % 230;
          matting.predict(Generated.image(width, height), Generated.trimap(width, height));
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
