package dev.deepmatting.dl4j.internal.weights.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KerasNamesTest {
  @ParameterizedTest
  @CsvSource({
    "block1_conv1/block1_conv1_W_1:0, block1_conv1/kernel",
    "block1_conv1/block1_conv1_b_1:0, block1_conv1/bias",
    "convolution2d_1/convolution2d_1_W, convolution2d_1/kernel",
    "block1_conv1/block1_conv1/kernel:0, block1_conv1/kernel",
    "block1_conv1/block1_conv1/kernel, block1_conv1/kernel",
    "block1_conv1/block1_conv1_3/kernel:0, block1_conv1/kernel",
    "vgg16/block1_conv1/bias:0, block1_conv1/bias",
    "bn_1/bn_1/moving_variance:0, bn_1/moving_variance",
    "bn_1/bn_1_running_std_2:0, bn_1/moving_variance",
    "bn_1/bn_1_running_mean, bn_1/moving_mean",
    "bn_1/gamma:0, bn_1/gamma",
    "layers/conv2d/vars/0, layers/conv2d/vars/0",
    "lstm/lstm/recurrent_kernel:0, lstm/lstm/recurrent_kernel:0",
    "kernel:0, kernel:0",
    "a/kernel, a/kernel"
  })
  void givesOneNameToWhatKerasHasNamedInManyWays(String path, String name) {
    assertThat(WeightTree.KerasNames.normalise(path)).isEqualTo(name);
  }

  @Test
  void leavesThePathsOfThoseThatWouldGetTheSameName() {
    assertThat(WeightTree.KerasNames.of(List.of("a/a/kernel:0", "b/bias:0", "m/a/kernel:0")))
        .containsExactly("a/a/kernel:0", "b/bias", "m/a/kernel:0");
  }
}
