package dev.deepmatting.dl4j.internal.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.dl4j.fixture.Golden;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.factory.Nd4j;

class UpsamplingTest {
  @Test
  void bilinearDoublingIsPyTorchsWithoutAlignedCorners() {
    Map<String, FloatTensor> golden = Golden.tensors("bilinear.safetensors");
    SameDiff graph = SameDiff.create();
    SDVariable doubled = NetworkGraph.Bilinear.doubled(constant(graph, "input", golden));
    assertThat(doubled.eval().dup('c').data().asFloat())
        .containsExactly(golden.get("output").values(), within(1e-6f));
  }

  @Test
  void transposedConvolutionIsPyTorchs() {
    Map<String, FloatTensor> golden = Golden.tensors("transposed.safetensors");
    SameDiff graph = SameDiff.create();
    SDVariable doubled =
        NetworkGraph.TransposedConvolution.doubled(
            constant(graph, "input", golden),
            constant(graph, "weight", golden),
            constant(graph, "bias", golden));
    assertThat(doubled.eval().dup('c').data().asFloat())
        .containsExactly(golden.get("output").values(), within(1e-5f));
  }

  private static SDVariable constant(
      SameDiff graph, String name, Map<String, FloatTensor> tensors) {
    FloatTensor tensor = tensors.get(name);
    long[] shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
    return graph.constant(name, Nd4j.create(tensor.values(), shape));
  }
}
