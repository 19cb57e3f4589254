package dev.deepmatting.dl4j.internal.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.deepmatting.dl4j.benchmark.Peer;
import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.internal.backprop.Kernels;
import dev.deepmatting.dl4j.internal.backprop.Nd4jKernels;
import dev.deepmatting.dl4j.internal.tensor.Batch;
import dev.deepmatting.dl4j.internal.tensor.BatchAssembler;
import dev.deepmatting.dl4j.internal.tensor.TensorCodec;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.TrimapEncoding;
import dev.deepmatting.network.Variant;
import dev.deepmatting.train.Optimiser;
import dev.deepmatting.train.Stage;
import dev.deepmatting.train.StageRecipe;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A training step of the full-width seed network at 320x320 pixels, and of a narrow one with skips
 * at 224x224, against PyTorch, in turns, from the same weights on the same batch: {@code ./mvnw
 * -Plong verify}, or this alone with {@code -Dtest=StepBenchmark}. Prints medians, their ratio and
 * memory; the losses must agree. {@code -Dpython=FILE} names a Python with PyTorch, NumPy and
 * OpenCV; without PyTorch it is skipped.
 */
class StepBenchmark {
  private static final int SIDE = 320;
  private static final int NARROW_SIDE = 224;
  private static final int NARROW_WIDTH = 16;
  private static final NetworkConfig FULL = NetworkConfig.builder(Variant.VGG16_BN).build();
  private static final NetworkConfig NARROW =
      NetworkConfig.builder(Variant.VGG16_BN)
          .baseChannels(NARROW_WIDTH)
          .skip(true)
          .decoderChannels(List.of(128, 64, 32, 16, 16))
          .build();

  @ParameterizedTest
  @CsvSource({"1, 7", "4, 5"})
  @Tag("long")
  void fullWidthSeedNetwork(int batchSize, int rounds) throws Exception {
    assumeThat(Peer.isAvailable()).as("a Python with PyTorch").isTrue();
    compare(StageSession.KernelChoice::open, FULL, SIDE, batchSize, rounds);
  }

  @ParameterizedTest
  @CsvSource({"1, 3"})
  @Tag("long")
  void theSameOnOpsOfNd4j(int batchSize, int rounds) throws Exception {
    assumeThat(Peer.isAvailable()).as("a Python with PyTorch").isTrue();
    compare(() -> new Nd4jKernels(DataType.FLOAT), FULL, SIDE, batchSize, rounds);
  }

  @ParameterizedTest
  @CsvSource({"''", "--channels-last", "--bf16", "--bf16 --channels-last"})
  @Tag("long")
  void narrowNetworkWithSkips(String ofPyTorch) throws Exception {
    assumeThat(Peer.isAvailable()).as("a Python with PyTorch").isTrue();
    String[] options = (NARROW_WIDTH + " --skip " + ofPyTorch).strip().split(" ");
    compare(StageSession.KernelChoice::open, NARROW, NARROW_SIDE, 8, 7, options);
  }

  private static void compare(
      Supplier<Kernels> choice,
      NetworkConfig config,
      int side,
      int batchSize,
      int rounds,
      String... ofPyTorch)
      throws Exception {
    List<Object> arguments = new ArrayList<>(List.of(side, batchSize, Peer.threads()));
    arguments.addAll(List.of(ofPyTorch));
    StageRecipe recipe =
        StageRecipe.builder(Stage.ENCODER_DECODER)
            .optimiser(Optimiser.sgd(0.9, 0))
            .learningRate(1e-4)
            .batchSize(batchSize)
            .build();
    Batch batch = batch(side, batchSize);
    double[] ours = new double[rounds];
    double[] theirs = new double[rounds];
    try (Kernels kernels = choice.get();
        StageTrainer trainer =
            new StageTrainer(Generated.weights(config), recipe, 1000, kernels, DataType.FLOAT);
        Peer peer = Peer.start("torch_step.py", arguments.toArray())) {
      for (int round = -1; round < rounds; round++) {
        long start = System.nanoTime();
        double loss = trainer.step(batch).loss();
        double seconds = (System.nanoTime() - start) / 1e9;
        String[] answer = peer.ask().split(" ");
        assertThat(loss).isCloseTo(Double.parseDouble(answer[1]), withinPercentage(0.1));
        // The first round is for warming up.
        if (round >= 0) {
          ours[round] = seconds;
          theirs[round] = Double.parseDouble(answer[0]);
        }
      }
      System.out.printf(
          "%s, batch %d: %.3f s, PyTorch %s %.3f s, ratio %.2f (medians of %d in turns);"
              + " activations and scratch %.2f GB, PyTorch's process %.2f GB%n",
          kernels.getClass().getSimpleName(),
          batchSize,
          median(ours),
          String.join(" ", ofPyTorch),
          median(theirs),
          median(ours) / median(theirs),
          rounds,
          kernels.allocatedBytes() / 1e9,
          Long.parseLong(peer.end()) / 1e9);
    }
  }

  /** Where the time of a step goes, after one for warming up. */
  @Test
  @Tag("long")
  void profile() {
    StageRecipe recipe =
        StageRecipe.builder(Stage.ENCODER_DECODER)
            .optimiser(Optimiser.sgd(0.9, 0))
            .batchSize(1)
            .build();
    Map<String, Long> nanos = new TreeMap<>();
    try (Kernels kernels = StageSession.KernelChoice.open();
        StageTrainer trainer =
            new StageTrainer(
                Generated.weights(FULL), recipe, 10, timed(kernels, nanos), DataType.FLOAT)) {
      trainer.step(batch(SIDE, 1));
      nanos.clear();
      long start = System.nanoTime();
      trainer.step(batch(SIDE, 1));
      nanos.put("all", System.nanoTime() - start);
    }
    nanos.forEach(
        (name, time) ->
            System.out.printf(
                "%-20s %6.0f ms %3d %%%n", name, time / 1e6, 100 * time / nanos.get("all")));
    assertThat(nanos).containsKeys("convolve", "convolveBackward", "normaliseBackward");
  }

  private static Kernels timed(Kernels kernels, Map<String, Long> nanos) {
    return (Kernels)
        Proxy.newProxyInstance(
            Kernels.class.getClassLoader(),
            new Class<?>[] {Kernels.class},
            (proxy, method, arguments) -> {
              long start = System.nanoTime();
              Object result = method.invoke(kernels, arguments);
              nanos.merge(method.getName(), System.nanoTime() - start, Long::sum);
              return result;
            });
  }

  /**
   * The generated picture again and again; its true alpha is 0.25 everywhere, all of it unknown.
   */
  private static Batch batch(int side, int size) {
    int plane = side * side;
    float[] one =
        new TensorCodec(TrimapEncoding.SIGNED)
            .encode(Generated.image(side, side), Generated.trimap(side, side))
            .values();
    float[] input = new float[size * one.length];
    float[] label = new float[size * BatchAssembler.LABEL_CHANNELS * plane];
    for (int sample = 0; sample < size; sample++) {
      System.arraycopy(one, 0, input, sample * one.length, one.length);
      int end = (sample + 1) * BatchAssembler.LABEL_CHANNELS * plane;
      Arrays.fill(label, end - 2 * plane, end - plane, 0.25f);
      Arrays.fill(label, end - plane, end, 1);
    }
    return new Batch(
        new FloatTensor(input, size, TensorCodec.CHANNELS, side, side),
        new FloatTensor(label, size, BatchAssembler.LABEL_CHANNELS, side, side));
  }

  private static double median(double[] seconds) {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
