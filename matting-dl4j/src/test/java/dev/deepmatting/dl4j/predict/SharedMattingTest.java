package dev.deepmatting.dl4j.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.deepmatting.Matting;
import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.image.AlphaMatte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** One network used by many threads and for a long time. */
class SharedMattingTest {
  private static final int[][] SIZES = {{33, 70}, {64, 64}, {97, 31}, {1, 1}, {150, 40}, {5, 129}};
  private static final Path STATUS = Path.of("/proc/self/status");

  @Test
  void eightThreadsGetBitForBitWhatOneGets() throws ExecutionException, InterruptedException {
    try (Matting matting = Matting.load("builtin:dim-small")) {
      List<float[]> serial = new ArrayList<>();
      for (int[] size : SIZES) {
        serial.add(predict(matting, size).toFloatArray());
      }
      ExecutorService threads = Executors.newFixedThreadPool(8);
      List<Future<AlphaMatte>> results = new ArrayList<>();
      for (int i = 0; i < 8 * SIZES.length; i++) {
        int[] size = SIZES[i % SIZES.length];
        results.add(threads.submit(() -> predict(matting, size)));
      }
      for (int i = 0; i < results.size(); i++) {
        assertThat(results.get(i).get().toFloatArray()).isEqualTo(serial.get(i % SIZES.length));
      }
      threads.shutdown();
    }
  }

  /** What the operating system counts: JavaCPP's counters miss what ND4J and oneDNN allocate. */
  @Test
  void residentMemoryStaysFlatOver200Predictions() throws IOException {
    assumeThat(STATUS).exists();
    try (Matting matting = Matting.load("builtin:dim-small")) {
      predictMany(matting, 50);
      long warm = residentMegabytes();
      predictMany(matting, 200);
      long growth = residentMegabytes() - warm;
      assertThat(growth).as("growth of resident memory in MB, from " + warm).isLessThan(60);
    }
  }

  private static void predictMany(Matting matting, int count) {
    for (int i = 0; i < count; i++) {
      predict(matting, SIZES[i % SIZES.length]);
    }
  }

  private static AlphaMatte predict(Matting matting, int[] size) {
    return matting.predict(Generated.image(size[0], size[1]), Generated.trimap(size[0], size[1]));
  }

  private static long residentMegabytes() throws IOException {
    System.gc();
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .sum();
  }
}
