package dev.deepmatting.dl4j.internal.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.dl4j.fixture.Batches;
import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.internal.backprop.Kernels;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.RefinementHead;
import dev.deepmatting.network.Variant;
import dev.deepmatting.train.Stage;
import dev.deepmatting.train.StageRecipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;

class MemoryEstimateTest {
  /**
   * In smaller samples the deepest features are smaller than a kernel, for which oneDNN unfolds.
   */
  private static final int SIDE = 128;

  @ParameterizedTest
  @CsvSource({
    "VGG16_BN, ENCODER_DECODER, 4",
    "VGG16_BN, ENCODER_DECODER, 2",
    "VGG16_BN, REFINEMENT, 4",
    "VGG16_BN, OVERALL, 4",
    "CLASSIC, ENCODER_DECODER, 4"
  })
  void anEstimateIsNearWhatAStepTakes(Variant variant, Stage stage, int microBatch) {
    NetworkConfig config =
        NetworkConfig.builder(variant)
            // Not narrower: oneDNN keeps channels in blocks of 16.
            .baseChannels(16)
            .refinementHead(RefinementHead.LOGIT_RESIDUAL)
            .build();
    StageRecipe recipe = StageRecipe.builder(stage).batchSize(4).microBatch(microBatch).build();
    try (Kernels kernels = StageSession.KernelChoice.open();
        StageTrainer trainer =
            new StageTrainer(Generated.weights(config), recipe, 1, kernels, DataType.FLOAT)) {
      trainer.step(Batches.of(1, 4, SIDE));
      assertThat(
              new MemoryCheck.MemoryEstimate(config, recipe, SIDE).activationBytes(microBatch)
                  / 1e6)
          .isBetween(0.9 * kernels.allocatedBytes() / 1e6, 2.2 * kernels.allocatedBytes() / 1e6);
    }
  }

  @Test
  void anAverageIsOneMoreCopyOfTheNetwork() {
    NetworkConfig config = NetworkConfig.builder(Variant.VGG16_BN).baseChannels(2).build();
    long numbers =
        Generated.weights(config).tensors().values().stream()
            .mapToLong(tensor -> tensor.values().length)
            .sum();
    StageRecipe.Builder recipe = StageRecipe.builder(Stage.ENCODER_DECODER);
    long without = new MemoryCheck.MemoryEstimate(config, recipe.build(), SIDE).bytes(1);
    long with =
        new MemoryCheck.MemoryEstimate(config, recipe.averaging(0.9).build(), SIDE).bytes(1);
    assertThat(with - without).isEqualTo(Float.BYTES * numbers);
  }
}
