package dev.deepmatting.dl4j.internal.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.data.MattingSample;
import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.internal.engine.SameDiffEngine;
import dev.deepmatting.dl4j.internal.predict.Predictor;
import dev.deepmatting.dl4j.internal.train.Validation.Outcome;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.ProgressListener;
import dev.deepmatting.network.Variant;
import dev.deepmatting.train.PredictedSample;
import org.junit.jupiter.api.Test;

class ValidationTest {
  private static final double CLOSE = 1e-4;

  private final NetworkWeights weights =
      Generated.weights(NetworkConfig.builder(Variant.VGG16_BN).baseChannels(8).skip(true).build());
  private final Validation validation = new Validation(SmallRun.validation(), 2);

  @Test
  void theSameNetworkHasTheSameScoresToTheLastBit() {
    Outcome first = validation.measure(weights);
    Outcome second = validation.measure(weights);
    assertThat(second.scores()).isEqualTo(first.scores());
    assertThat(second.mean()).isEqualTo(first.mean());
  }

  @Test
  void mattesAreThoseOfTheOtherEngine() {
    Outcome outcome = validation.measure(weights);
    assertThat(outcome.samples()).hasSize(2);
    try (Predictor predictor = Predictor.of(new SameDiffEngine(weights))) {
      for (PredictedSample predicted : outcome.samples()) {
        MattingSample sample = predicted.sample();
        AlphaMatte expected =
            predictor.predict(sample.image(), sample.trimap(), ProgressListener.NONE);
        assertThat(meanDifference(predicted.alpha(), expected)).isCloseTo(0, within(CLOSE));
      }
    }
  }

  private static double meanDifference(AlphaMatte one, AlphaMatte other) {
    float[] row = new float[one.width()];
    float[] otherRow = new float[one.width()];
    double sum = 0;
    for (int y = 0; y < one.height(); y++) {
      one.readRow(y, row);
      other.readRow(y, otherRow);
      for (int x = 0; x < row.length; x++) {
        sum += Math.abs(row[x] - otherRow[x]);
      }
    }
    return sum / one.height() / one.width();
  }
}
