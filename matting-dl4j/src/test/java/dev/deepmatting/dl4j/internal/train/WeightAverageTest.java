package dev.deepmatting.dl4j.internal.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.internal.backprop.NetworkParameters;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.Variant;
import dev.deepmatting.train.ParameterGroup;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class WeightAverageTest {
  private static final NetworkConfig CONFIG =
      NetworkConfig.builder(Variant.VGG16_BN).baseChannels(1).build();

  /** With a decay of 0.2, which counts from the third step on: 2 / 11 is less, 3 / 12 is more. */
  @Test
  void isWhatAHandComputes() {
    withAverage(
        all(10),
        (current, average) -> {
          average.update(set(current, 20, 0));
          requireAll(average, 19); // 0.1 * 10 + 0.9 * 20
          average.update(set(current, 30, 1));
          requireAll(average, 28); // 2 / 11 * 19 + 9 / 11 * 30
          average.update(set(current, 38, 2));
          requireAll(average, 36); // 0.2 * 28 + 0.8 * 38
          average.update(set(current, -4, 1000));
          requireAll(average, 4); // 0.2 * 36 - 0.8 * 4
        });
  }

  @Test
  void whatDoesNotChangeKeepsItsBits() {
    NetworkWeights start = Generated.weights(CONFIG);
    withAverage(
        start,
        (current, average) -> {
          for (int step = 0; step < 20; step++) {
            average.update(step);
          }
          start
              .tensors()
              .forEach(
                  (name, tensor) ->
                      assertThat(average.weights().tensor(name).values())
                          .as(name)
                          .isEqualTo(tensor.values()));
        });
  }

  private static void withAverage(
      NetworkWeights start, BiConsumer<NetworkParameters, WeightAverage> test) {
    try (NetworkParameters current =
            new NetworkParameters(start, DataType.FLOAT, List.of(ParameterGroup.values()));
        WeightAverage average = new WeightAverage(0.2, current, start, DataType.FLOAT)) {
      test.accept(current, average);
    }
  }

  private static NetworkWeights all(float value) {
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    Generated.weights(CONFIG)
        .tensors()
        .forEach(
            (name, tensor) -> {
              float[] values = new float[tensor.values().length];
              Arrays.fill(values, value);
              tensors.put(name, new FloatTensor(values, tensor.shape()));
            });
    return NetworkWeights.of(CONFIG, tensors);
  }

  /** Sets parameters and running statistics, as a step would. */
  private static long set(NetworkParameters parameters, double value, long step) {
    parameters.trained().forEach(segment -> segment.values().assign(value));
    all(0).tensors().keySet().stream()
        .filter(name -> name.endsWith(".running_mean"))
        .map(name -> parameters.statistics(name.substring(0, name.lastIndexOf('.'))))
        .forEach(
            statistics -> {
              Arrays.fill(statistics.mean(), value);
              Arrays.fill(statistics.variance(), value);
            });
    return step;
  }

  private static void requireAll(WeightAverage average, float wanted) {
    average
        .weights()
        .tensors()
        .forEach(
            (name, tensor) -> {
              for (float value : tensor.values()) {
                assertThat(value).as(name).isCloseTo(wanted, within(1e-5f));
              }
            });
  }
}
