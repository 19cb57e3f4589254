package dev.deepmatting.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class GraphExampleTest {
  @TempDir Path folder;

  @Test
  void learnsAlphaFromTheBatches() {
    List<Double> losses = GraphExample.train(GraphExample.graph(), 30);
    assertThat(losses).hasSize(30);
    assertThat(mean(losses.subList(20, 30))).isLessThan(0.5 * mean(losses.subList(0, 10)));
  }

  private static double mean(List<Double> losses) {
    return losses.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  @Test
  void savesANetworkThatDl4jReadsAgain() throws Exception {
    Path file = folder.resolve("new/graph.zip");
    GraphExample.main(new String[] {file.toString(), "2"});
    ComputationGraph graph = ModelSerializer.restoreComputationGraph(file.toFile());
    INDArray alpha = graph.outputSingle(Nd4j.zeros(DataType.FLOAT, 1, 4, 32, 32));
    assertThat(alpha.shape()).containsExactly(1, 1, 32, 32);
    assertThat(alpha.minNumber().doubleValue()).isGreaterThan(0);
    assertThat(alpha.maxNumber().doubleValue()).isLessThan(1);
  }
}
