package dev.deepmatting.dl4j.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.deepmatting.dl4j.engine.SameDiffEngine;
import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.dl4j.tensor.TensorCodec;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.ProgressListener;
import dev.deepmatting.network.Variant;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One forward of the full-width classic network at 320x320 pixels against PyTorch, in turns, on the
 * same generated weights: {@code ./mvnw -Plong verify}. Prints medians and their ratio; the alphas
 * must agree. {@code -Dpython=FILE} names a Python with PyTorch, NumPy and OpenCV; without PyTorch
 * it is skipped.
 */
class ForwardBenchmark {
  private static final int SIDE = 320;
  private static final int ROUNDS = 15;

  @Test
  @Tag("long")
  void fullWidthClassicNetwork(@TempDir Path folder) throws IOException, InterruptedException {
    assumeThat(Peer.isAvailable()).as("a Python with PyTorch").isTrue();
    NetworkConfig config = NetworkConfig.builder(Variant.CLASSIC).build();
    FloatTensor input =
        new TensorCodec(config.trimapEncoding())
            .encode(Generated.image(SIDE, SIDE), Generated.trimap(SIDE, SIDE));
    Path alphaFile = folder.resolve("alpha");
    double[] ours = new double[ROUNDS];
    double[] theirs = new double[ROUNDS];
    FloatTensor alpha;
    try (SameDiffEngine engine = new SameDiffEngine(Generated.weights(config));
        Peer peer = Peer.start("torch_forward.py", SIDE, Peer.threads(), alphaFile)) {
      alpha = engine.run(input, ProgressListener.NONE);
      for (int round = 0; round < ROUNDS; round++) {
        long start = System.nanoTime();
        alpha = engine.run(input, ProgressListener.NONE);
        ours[round] = (System.nanoTime() - start) / 1e9;
        theirs[round] = Double.parseDouble(peer.ask());
      }
      assertThat(peer.finish()).isTrue();
    }
    System.out.printf(
        "SameDiff %.3f s, PyTorch %.3f s, ratio %.2f (medians of %d in turns)%n",
        median(ours), median(theirs), median(ours) / median(theirs), ROUNDS);
    assertThat(worst(alpha, alphaFile)).isLessThan(1e-4f);
  }

  private static float worst(FloatTensor alpha, Path file) throws IOException {
    ByteBuffer wanted = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    float worst = 0;
    for (float value : alpha.values()) {
      worst = Math.max(worst, Math.abs(value - wanted.getFloat()));
    }
    return worst;
  }

  private static double median(double[] seconds) {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
