package dev.deepmatting.dl4j.internal.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.dl4j.fixture.Golden;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.layers.convolution.MaxPooling2D;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.factory.Nd4j;

class MaxUnpoolTest {
  private static final Map<String, FloatTensor> GOLDEN = Golden.tensors("unpooling.safetensors");

  @ParameterizedTest
  @ValueSource(strings = {"random", "ties", "zeros", "negative", "single", "channels"})
  void putsValuesExactlyWherePyTorchDoes(String name) {
    assertThat(floats(unpooling(name, DataType.FLOAT).output(Map.of(), "unpooled").get("unpooled")))
        .isEqualTo(GOLDEN.get(name + ".unpooled").values());
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "ties", "zeros", "negative", "single", "channels"})
  void passesBackPyTorchsGradient(String name) {
    Map<String, INDArray> gradients =
        unpooling(name, DataType.FLOAT).calculateGradients(Map.of(), "feature", "values");
    assertThat(floats(gradients.get("values")))
        .containsExactly(GOLDEN.get(name + ".gradient").values(), within(1e-6f));
    assertThat(floats(gradients.get("feature"))).containsOnly(0f);
  }

  @Test
  void passesBackTheGradientOfFiniteDifferences() {
    SameDiff graph = unpooling("random", DataType.DOUBLE);
    INDArray gradient = graph.calculateGradients(Map.of(), "values").get("values");
    INDArray values = graph.getVariable("values").getArr();
    double step = 1e-4;
    for (long i = 0; i < values.length(); i++) {
      double value = values.getDouble(i);
      values.putScalar(i, value + step);
      double above = loss(graph);
      values.putScalar(i, value - step);
      double below = loss(graph);
      values.putScalar(i, value);
      assertThat(gradient.getDouble(i)).isCloseTo((above - below) / (2 * step), within(1e-7));
    }
  }

  @Test
  void isFoundAgainWhenAGraphIsCopied() throws IOException {
    SameDiff graph = unpooling("ties", DataType.FLOAT);
    SameDiff copy = SameDiff.fromFlatBuffers(graph.asFlatBuffers(true));
    assertThat(floats(copy.output(Map.of(), "unpooled").get("unpooled")))
        .isEqualTo(GOLDEN.get("ties.unpooled").values());
    assertThat(floats(copy.calculateGradients(Map.of(), "values").get("values")))
        .containsExactly(GOLDEN.get("ties.gradient").values(), within(1e-6f));
  }

  @Test
  void keepsItsArgumentsWhenAGraphIsCopied() throws IOException {
    SameDiff graph = unpooling("ties", DataType.FLOAT);
    SameDiff copy = SameDiff.fromFlatBuffers(graph.asFlatBuffers(true));
    assertThat(windowOf(copy)).isEqualTo(windowOf(graph)).hasSize(11);
  }

  /** ND4J's own gradient of max pooling has the same native name. */
  @Test
  void leavesAnotherPoolingsGradientAsItIsWhenItsGraphIsCopied() throws IOException {
    MaxUnpool.register();
    long[] window = {3, 3, 3, 3, 0, 0, 1, 1, 0, 0, 0};
    SameDiff graph = SameDiff.create();
    SDVariable feature = graph.var("feature", Nd4j.rand(DataType.FLOAT, 1, 1, 6, 6));
    SDVariable values = graph.var("values", Nd4j.rand(DataType.FLOAT, 1, 1, 2, 2));
    Pooling2DConfig config = Pooling2DConfig.builder().kH(3).kW(3).sH(3).sW(3).build();
    new MaxPooling2D(graph, feature, config).outputVariable().mul(values).sum("loss");
    graph.setLossVariables("loss");
    INDArray wanted = graph.calculateGradients(Map.of(), "feature").get("feature");
    SameDiff gradient = graph.getFunction("grad");
    assertThat(windowOf(gradient)).isEqualTo(window);
    SameDiff copy = SameDiff.fromFlatBuffers(gradient.asFlatBuffers(true));
    assertThat(windowOf(copy)).isEqualTo(window);
    String name = graph.grad("feature").name();
    assertThat(floats(copy.output(Map.of(), name).get(name))).isEqualTo(floats(wanted));
  }

  private static long[] windowOf(SameDiff graph) {
    return Arrays.stream(graph.ops())
        .filter(op -> op.opName().equals("maxpool2d_bp"))
        .map(op -> ((DynamicCustomOp) op).iArgs())
        .findFirst()
        .orElseThrow();
  }

  private static double loss(SameDiff graph) {
    return graph.output(Map.of(), "loss").get("loss").getDouble(0);
  }

  /** The loss is the sum of the unpooled values times the upstream gradient. */
  private static SameDiff unpooling(String name, DataType type) {
    SameDiff graph = SameDiff.create();
    SDVariable feature = graph.var("feature", array(name + ".feature", type));
    SDVariable values = graph.var("values", array(name + ".pooled_input", type));
    SDVariable upstream = graph.constant("upstream", array(name + ".upstream", type));
    MaxUnpool.of(feature, values).rename("unpooled").mul(upstream).sum("loss");
    graph.setLossVariables("loss");
    return graph;
  }

  private static INDArray array(String key, DataType type) {
    FloatTensor tensor = GOLDEN.get(key);
    long[] shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
    return Nd4j.create(tensor.values(), shape).castTo(type);
  }

  private static float[] floats(INDArray array) {
    return array.dup('c').data().asFloat();
  }
}
