package dev.deepmatting.dl4j.internal.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.internal.engine.SameDiffEngine;
import dev.deepmatting.dl4j.internal.tensor.RunRequest;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.ProgressListener;
import dev.deepmatting.network.RefinementHead;
import dev.deepmatting.network.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The network at its full width, once; the figures are printed, not asserted. */
@Tag("long")
class FullWidthSameDiffTest {
  private static final int SIDE = 320;
  private static final long WEIGHTS = 28_000_000;

  @TempDir Path folder;

  @Test
  void isWrittenLoadedAndRunWithTheEnginesAlpha() throws IOException {
    NetworkWeights weights =
        Generated.weights(
            NetworkConfig.builder(Variant.CLASSIC)
                .refinementHead(RefinementHead.LOGIT_RESIDUAL)
                .build());
    Path file = folder.resolve("classic.fb");
    long start = System.nanoTime();
    SameDiffWriter.write(file, weights, Map.of());
    long written = System.nanoTime();
    SameDiff graph = SameDiff.load(file.toFile(), false);
    long loaded = System.nanoTime();
    System.out.printf(
        "SameDiff file of %,d bytes, written in %d ms, loaded in %d ms%n",
        Files.size(file), milliseconds(start, written), milliseconds(written, loaded));
    assertThat(Files.size(file)).isGreaterThan(WEIGHTS * Float.BYTES);
    FloatTensor input = input();
    for (int run = 0; run < 3; run++) {
      float[] alpha = loadedAlpha(graph, input);
      assertThat(alpha).containsExactly(engineAlpha(weights, input), within(1e-5f));
    }
  }

  private static float[] loadedAlpha(SameDiff graph, FloatTensor input) {
    INDArray array = Nd4j.create(input.values(), new long[] {1, 4, SIDE, SIDE});
    long start = System.nanoTime();
    INDArray alpha = graph.output(Map.of("input", array), "alpha").get("alpha");
    System.out.printf("loaded graph: %d ms%n", milliseconds(start, System.nanoTime()));
    return alpha.dup('c').data().asFloat();
  }

  private static float[] engineAlpha(NetworkWeights weights, FloatTensor input) {
    try (SameDiffEngine engine = new SameDiffEngine(weights)) {
      long start = System.nanoTime();
      float[] alpha = engine.run(RunRequest.whole(input), ProgressListener.NONE).values();
      System.out.printf("engine: %d ms%n", milliseconds(start, System.nanoTime()));
      return alpha;
    }
  }

  private static FloatTensor input() {
    float[] values = new float[4 * SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Generated.value("input", i);
    }
    return new FloatTensor(values, 1, 4, SIDE, SIDE);
  }

  private static long milliseconds(long start, long end) {
    return (end - start) / 1_000_000;
  }
}
