package dev.deepmatting.dl4j.internal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.dl4j.fixture.Golden;
import dev.deepmatting.dl4j.fixture.GoldenBatches;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.train.Loss;
import dev.deepmatting.train.LossWeights;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Losses against PyTorch (see {@code make_losses.py}) and against finite differences. */
class MattingLossTest {
  private static final Map<String, FloatTensor> GOLDEN =
      Golden.tensors("training-losses.safetensors");
  private static final FloatTensor LABEL = GoldenBatches.label("label.", GOLDEN);
  private static final double[] PREDICTION = doubles(GOLDEN.get("prediction").values());
  private static final long UNKNOWN = MattingLoss.unknownPixels(LABEL);

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  private static MattingLoss.Value value(Loss loss, double[] alpha) {
    return new MattingLoss(LossWeights.only(loss)).of(alpha, LABEL, UNKNOWN);
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void valueAndGradientArePyTorchs(Loss loss) {
    MattingLoss.Value value = value(loss, PREDICTION);
    float wanted = GOLDEN.get(loss.id() + ".value").values()[0];
    float[] gradient = GOLDEN.get(loss.id() + ".gradient").values();
    assertThat(value.total()).isCloseTo(wanted, within(1e-7 * wanted));
    assertThat(value.losses()).containsOnly(Map.entry(loss, value.total()));
    assertThat(value.gradient()).containsExactly(doubles(gradient), within(1e-9));
  }

  /** Where no absolute value has its corner: half a difference away from the truth. */
  @ParameterizedTest
  @EnumSource(Loss.class)
  void theGradientIsTheSlope(Loss loss) {
    Random random = new Random(2);
    double[] alpha = random.doubles(PREDICTION.length, 0.2, 0.8).toArray();
    double[] direction = random.doubles(PREDICTION.length, -1, 1).toArray();
    double expected = 0;
    double[] gradient = value(loss, alpha).gradient();
    for (int i = 0; i < gradient.length; i++) {
      expected += gradient[i] * direction[i];
    }
    double step = 1e-9;
    double slope =
        (value(loss, moved(alpha, direction, step)).total()
                - value(loss, moved(alpha, direction, -step)).total())
            / (2 * step);
    assertThat(slope).isCloseTo(expected, within(1e-5));
  }

  private static double[] moved(double[] from, double[] direction, double distance) {
    double[] moved = from.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += distance * direction[i];
    }
    return moved;
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void anEmptyUnknownRegionCostsNothing(Loss loss) {
    FloatTensor known = GoldenBatches.withoutUnknown(LABEL);
    MattingLoss.Value value =
        new MattingLoss(LossWeights.only(loss))
            .of(PREDICTION, known, MattingLoss.unknownPixels(known));
    assertThat(value.total()).isZero();
    assertThat(value.gradient()).containsOnly(0.0);
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void thePartsOfABatchAddUpToIt(Loss loss) {
    MattingLoss one = new MattingLoss(LossWeights.only(loss));
    int plane = PREDICTION.length / 2;
    double sum = 0;
    for (int part = 0; part < 2; part++) {
      double[] alpha = Arrays.copyOfRange(PREDICTION, part * plane, (part + 1) * plane);
      sum += one.of(alpha, LABEL.part(part, part + 1), UNKNOWN).total();
    }
    assertThat(sum).isCloseTo(value(loss, PREDICTION).total(), within(1e-12));
  }

  @Test
  void theTotalIsTheWeightedSum() {
    LossWeights weights =
        LossWeights.only(Loss.ALPHA_PREDICTION)
            .with(Loss.ALPHA_PREDICTION, 0.25)
            .with(Loss.GRADIENT, 3);
    MattingLoss.Value value = new MattingLoss(weights).of(PREDICTION, LABEL, UNKNOWN);
    double alpha = value(Loss.ALPHA_PREDICTION, PREDICTION).total();
    double gradient = value(Loss.GRADIENT, PREDICTION).total();
    assertThat(value.losses())
        .containsOnly(Map.entry(Loss.ALPHA_PREDICTION, alpha), Map.entry(Loss.GRADIENT, gradient));
    assertThat(value.total()).isCloseTo(0.25 * alpha + 3 * gradient, within(1e-12));
  }
}
