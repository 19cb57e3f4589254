package dev.deepmatting.dl4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.dl4j.fixture.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.autodiff.listeners.records.History;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** A user's own SameDiff graph trained on the batches. */
class SameDiffFitTest {
  @Test
  @Timeout(60)
  void trainsOnSeveralEpochsOfThePlaces() {
    SameDiff graph = SameDiff.create();
    SDVariable input = graph.placeHolder("input", DataType.FLOAT, -1, 4, 32, 32);
    SDVariable label = graph.placeHolder("label", DataType.FLOAT, -1, 11, 32, 32);
    SDVariable weight = graph.var("weight", Nd4j.zeros(DataType.FLOAT, 1));
    SDVariable error = input.mul(weight).mean().sub(label.mean().div(255));
    error.mul(error).rename("loss");
    graph.setLossVariables("loss");
    graph.setTrainingConfig(
        TrainingConfig.builder()
            .updater(new Sgd(0.1))
            .dataSetFeatureMapping("input")
            .dataSetLabelMapping("label")
            .build());
    try (SampleBatchIterator batches =
        SampleBatchIterator.builder(Samples.source()).batchSize(4).open()) {
      History history = graph.fit(batches, 3);
      assertThat(history.trainingEpochs()).isEqualTo(3);
      assertThat(batches.nextIndex()).isEqualTo(30);
    }
    assertThat(weight.getArr().getFloat(0)).isNotZero();
  }
}
