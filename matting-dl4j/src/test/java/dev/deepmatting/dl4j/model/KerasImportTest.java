package dev.deepmatting.dl4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.dl4j.fixture.Checkpoints;
import dev.deepmatting.dl4j.model.Vgg16Weights.Preprocessing;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.InvalidInputException;
import java.nio.file.Path;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** DL4J's import of a Keras file and this library's reader of it come to the same encoder. */
class KerasImportTest {
  private static final Path FILE = Checkpoints.path("vgg16-model.h5");
  private static ComputationGraph graph;

  @BeforeAll
  static void importByDl4j() throws Exception {
    graph = KerasModelImport.importKerasModelAndWeights(FILE.toString(), false);
  }

  @ParameterizedTest
  @EnumSource(Preprocessing.class)
  void givesTheEncoderThatOurReaderGives(Preprocessing preprocessing) {
    Map<String, FloatTensor> theirs = Vgg16Weights.from(graph, preprocessing).encoder();
    assertSame(theirs, Vgg16Weights.from(FILE, preprocessing).encoder());
    // The same weights again, as Keras 1 names them.
    assertSame(theirs, Vgg16Weights.from(Checkpoints.path("vgg16.h5"), preprocessing).encoder());
  }

  private static void assertSame(Map<String, FloatTensor> theirs, Map<String, FloatTensor> ours) {
    assertThat(theirs.keySet()).hasSize(13 * 2).containsExactlyElementsOf(ours.keySet());
    theirs.forEach(
        (name, tensor) -> {
          assertThat(tensor.shape()).isEqualTo(ours.get(name).shape());
          assertThat(tensor.values()).isEqualTo(ours.get(name).values());
        });
  }

  @Test
  void asksForThePreprocessingOfAGraphWithTheNamesOfKeras() {
    assertThatThrownBy(() -> Vgg16Weights.from(graph))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "the ComputationGraph has Keras names, and does not declare the preprocessing of its"
                + " weights; wanted it as second parameter, CAFFE for those of Keras Applications,"
                + " or TORCH");
  }
}
