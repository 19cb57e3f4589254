package dev.deepmatting.dl4j.internal.weights.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.dl4j.model.Vgg16BnWeights;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reads the convolutions of a file with the layout and size of torchvision's vgg16_bn, 528 MB, in a
 * JVM of its own: what is not asked for takes no memory.
 */
class VggMemoryTest {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int HEAP_MEGABYTES = 128;
  private static final int ALLOWED_MEGABYTES = 150;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsTheEncoderOfVgg16BnInLittleMoreMemoryThanItTakes(boolean zip) throws Exception {
    Path file = folder.resolve("vgg16_bn.pth");
    VggFile.write(file, zip);
    assertThat(Files.size(file)).isBetween(553_000_000L, 554_000_000L);

    Map<String, Long> figures = readInSmallHeap(file);

    System.out.println("vgg16_bn, " + (zip ? "zip: " : "legacy: ") + figures);
    assertThat(figures).containsEntry("tensors", 78L).containsEntry("keptBytes", 58_928_640L);
    assertThat(figures.get("heapMaximumMegabytes")).isLessThanOrEqualTo(HEAP_MEGABYTES);
    if (figures.containsKey("residentGrowthMegabytes")) {
      assertThat(figures.get("residentGrowthMegabytes") - figures.get("keptBytes") / 1_000_000)
          .isLessThan(ALLOWED_MEGABYTES);
    }
  }

  private Map<String, Long> readInSmallHeap(Path file) throws Exception {
    Path output = folder.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MEGABYTES + "m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Encoder.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS").forEach(builder.environment()::remove);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    String printed = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(printed).isZero();
    Map<String, Long> figures = new TreeMap<>();
    printed
        .lines()
        .map(line -> line.split("="))
        .forEach(line -> figures.put(line[0], Long.valueOf(line[1])));
    return figures;
  }

  /** The program of that JVM. */
  static final class Encoder {
    private Encoder() {}

    public static void main(String[] arguments) throws IOException {
      long before = status("VmRSS:");
      Vgg16BnWeights weights = Vgg16BnWeights.from(Path.of(arguments[0]));
      Iterator<String> names = weights.report().loaded().iterator();
      long bytes = 0;
      for (FloatTensor tensor : weights.encoder().values()) {
        VggFile.requireGenerated(names.next(), inFile(tensor));
        bytes += 4L * tensor.values().length;
      }
      System.out.println("tensors=" + weights.encoder().size());
      System.out.println("keptBytes=" + bytes);
      Runtime runtime = Runtime.getRuntime();
      long used = runtime.totalMemory() - runtime.freeMemory();
      System.out.println("heapUsedMegabytes=" + (used >> 20));
      System.out.println("heapMaximumMegabytes=" + (runtime.maxMemory() >> 20));
      if (Files.exists(STATUS)) {
        System.out.println("residentGrowthMegabytes=" + (status("VmHWM:") - before));
      }
    }

    /** The values without the first kernel's fourth channel, which the file does not have. */
    private static float[] inFile(FloatTensor tensor) {
      int[] shape = tensor.shape();
      if (shape.length < 4 || shape[1] != 4) {
        return tensor.values();
      }
      int plane = shape[2] * shape[3];
      float[] values = new float[shape[0] * 3 * plane];
      for (int i = 0; i < shape[0]; i++) {
        System.arraycopy(tensor.values(), 4 * i * plane, values, 3 * i * plane, 3 * plane);
      }
      return values;
    }

    private static long status(String name) throws IOException {
      if (!Files.exists(STATUS)) {
        return 0;
      }
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .sum();
    }
  }
}
