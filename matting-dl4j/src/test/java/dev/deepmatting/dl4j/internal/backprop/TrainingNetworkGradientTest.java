package dev.deepmatting.dl4j.internal.backprop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.dl4j.fixture.Batches;
import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.internal.loss.MattingLoss;
import dev.deepmatting.dl4j.internal.tensor.Batch;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.RefinementHead;
import dev.deepmatting.network.Upsampling;
import dev.deepmatting.network.Variant;
import dev.deepmatting.train.BatchNormalisation;
import dev.deepmatting.train.Loss;
import dev.deepmatting.train.LossWeights;
import dev.deepmatting.train.Stage;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gradients of the whole network against finite differences, in double precision: along a random
 * direction in each tensor the loss must rise by what the gradient says.
 */
class TrainingNetworkGradientTest {
  private static final double STEP = 1e-8;

  /** Of the largest slope of all tensors; corners of ReLU and absolute values cost accuracy. */
  private static final double TOLERANCE = 1e-4;

  private static final LossWeights ALL =
      LossWeights.alphaAndComposition().with(Loss.LAPLACIAN_PYRAMID, 0.1).with(Loss.GRADIENT, 0.5);

  static Stream<Arguments> forms() {
    return Stream.of(
        form(Variant.VGG16_BN, Upsampling.MAX_UNPOOL, false, RefinementHead.LOGIT_RESIDUAL),
        form(Variant.VGG16_BN, Upsampling.BILINEAR, true, RefinementHead.BARE),
        form(Variant.VGG16_BN, Upsampling.TRANSPOSED_CONVOLUTION, false, RefinementHead.BARE),
        form(Variant.CLASSIC, Upsampling.MAX_UNPOOL, true, RefinementHead.LOGIT_RESIDUAL),
        form(Variant.CLASSIC, Upsampling.TRANSPOSED_CONVOLUTION, true, RefinementHead.BARE));
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void guidedNetworksHaveTheirSlopesToo(Variant variant) {
    requireSlopes(
        NetworkConfig.builder(variant)
            .baseChannels(2)
            .skip(true)
            .guides(List.of("graph", "closed-form"))
            .refinementHead(RefinementHead.LOGIT_RESIDUAL)
            .build(),
        Stage.OVERALL,
        BatchNormalisation.BATCH_STATISTICS);
  }

  private static Arguments form(
      Variant variant, Upsampling upsampling, boolean skip, RefinementHead head) {
    return Arguments.of(
        NetworkConfig.builder(variant)
            .baseChannels(2)
            .upsampling(upsampling)
            .skip(skip)
            .refinementHead(head)
            .build());
  }

  @ParameterizedTest
  @MethodSource("forms")
  void theGradientOfEachTensorIsTheSlopeOfTheLoss(NetworkConfig config) {
    requireSlopes(config, Stage.OVERALL, BatchNormalisation.BATCH_STATISTICS);
  }

  @Test
  void theGradientGoesPastFrozenStatistics() {
    requireSlopes(
        NetworkConfig.builder(Variant.VGG16_BN).baseChannels(2).build(),
        Stage.ENCODER_DECODER,
        BatchNormalisation.FROZEN);
  }

  @Test
  void theHeadAloneHasItsGradientToo() {
    requireSlopes(
        NetworkConfig.builder(Variant.VGG16_BN)
            .baseChannels(2)
            .refinementHead(RefinementHead.LOGIT_RESIDUAL)
            .build(),
        Stage.REFINEMENT,
        BatchNormalisation.BATCH_STATISTICS);
  }

  private static void requireSlopes(
      NetworkConfig config, Stage stage, BatchNormalisation normalisation) {
    NetworkWeights weights = Generated.weights(config);
    try (Kernels kernels = new Nd4jKernels(DataType.DOUBLE);
        NetworkParameters parameters =
            new NetworkParameters(weights, DataType.DOUBLE, stage.trains())) {
      Slopes slopes = new Slopes(kernels, parameters, stage, normalisation);
      double largest = slopes.largest();
      assertThat(largest).isGreaterThan(1e-3);
      for (NetworkParameters.Segment segment : parameters.trained()) {
        for (String name : segment.names()) {
          slopes.check(parameters.parameter(name), largest);
        }
      }
    }
  }

  /** The loss of one batch and how it changes. */
  private static final class Slopes {
    private final Batch batch;
    private final long unknown;
    private final MattingLoss loss = new MattingLoss(ALL);
    private final Random random = new Random(5);
    private final TrainingNetwork network;
    private final NetworkParameters parameters;

    Slopes(Kernels kernels, NetworkParameters parameters, Stage stage, BatchNormalisation by) {
      this.parameters = parameters;
      batch = Batches.of(1, 2, 64, parameters.config().guides());
      unknown = MattingLoss.unknownPixels(batch.label());
      network = new TrainingNetwork(kernels, parameters, stage, by);
      TrainingNetwork.Pass pass = network.forward(batch.input());
      pass.backward(loss.of(pass.alpha(), batch.label(), unknown).gradient());
    }

    double largest() {
      return parameters.trained().stream()
          .mapToDouble(segment -> segment.gradients().amaxNumber().doubleValue())
          .max()
          .orElseThrow();
    }

    void check(Parameter parameter, double largest) {
      INDArray value = parameter.value();
      double[] direction = random.doubles(value.length(), -1, 1).toArray();
      double expected = 0;
      for (int i = 0; i < direction.length; i++) {
        expected += direction[i] * parameter.gradient().data().getDouble(i);
      }
      double slope = (lossAt(value, direction, STEP) - lossAt(value, direction, -STEP)) / 2 / STEP;
      assertThat(slope)
          .as(parameter.name())
          .isCloseTo(expected, within(TOLERANCE * Math.max(largest, Math.abs(expected))));
    }

    private double lossAt(INDArray value, double[] direction, double distance) {
      double[] before = value.data().asDouble();
      for (int i = 0; i < before.length; i++) {
        value.data().put(i, before[i] + distance * direction[i]);
      }
      TrainingNetwork.Pass pass = network.forward(batch.input());
      double total = loss.of(pass.alpha(), batch.label(), unknown).total();
      pass.discard();
      value.data().setData(before);
      return total;
    }
  }
}
