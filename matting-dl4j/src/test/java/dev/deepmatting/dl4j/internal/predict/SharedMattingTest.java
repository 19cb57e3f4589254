package dev.deepmatting.dl4j.internal.predict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.Matting;
import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.image.AlphaMatte;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** One network used by many threads. */
class SharedMattingTest {
  private static final int[][] SIZES = {{33, 70}, {64, 64}, {97, 31}, {1, 1}, {150, 40}, {5, 129}};

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

  private static AlphaMatte predict(Matting matting, int[] size) {
    return matting.predict(Generated.image(size[0], size[1]), Generated.trimap(size[0], size[1]));
  }
}
