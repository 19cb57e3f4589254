package dev.deepmatting.dl4j.internal.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.dl4j.fixture.Golden;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.factory.Nd4j;

class PortableMaxUnpoolTest {
  private static final Map<String, FloatTensor> GOLDEN = Golden.tensors("unpooling.safetensors");

  @ParameterizedTest
  @ValueSource(strings = {"random", "ties", "zeros", "negative", "single", "channels"})
  void putsValuesExactlyWherePyTorchDoes(String name) {
    SameDiff graph = SameDiff.create();
    SDVariable feature = constant(graph, name + ".feature");
    SDVariable pooled = graph.cnn().maxPooling2d(feature, MaxUnpool.window());
    SDVariable values = constant(graph, name + ".pooled_input");
    assertThat(PortableMaxUnpool.of(feature, pooled, values).eval().dup('c').data().asFloat())
        .containsExactly(GOLDEN.get(name + ".unpooled").values(), within(0f));
  }

  private static SDVariable constant(SameDiff graph, String key) {
    FloatTensor tensor = GOLDEN.get(key);
    long[] shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
    return graph.constant(key, Nd4j.create(tensor.values(), shape));
  }
}
