package dev.deepmatting.dl4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.internal.weights.NetworkLayout;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.Variant;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Encoders of graphs that DL4J itself made, computes with and keeps. */
class Vgg16GraphTest {
  @TempDir Path folder;

  /** As DL4J writes it, with its epsilon. */
  private static BatchNormalization.Builder variances() {
    return new BatchNormalization.Builder().useLogStd(false);
  }

  private ComputationGraph saved(ComputationGraph graph) throws Exception {
    Path file = folder.resolve("vgg.zip");
    ModelSerializer.writeModel(graph, file.toFile(), false);
    return ModelSerializer.restoreComputationGraph(file.toFile());
  }

  @Test
  void takesEveryTensorOfAPlainGraphThatWasSaved() throws Exception {
    ComputationGraph graph = VggGraphs.plain().build();
    Vgg16Weights weights = Vgg16Weights.from(saved(graph));
    weights
        .encoder()
        .forEach(
            (name, tensor) -> {
              String vertex = name.substring(0, name.indexOf('.')).replace("conv", "c");
              String parameter = name.endsWith(".weight") ? "_W" : "_b";
              assertCopied(tensor, graph.getParam(vertex + parameter));
            });
    assertThat(weights.encoder()).hasSize(13 * 2);
    assertThat(weights.report().loaded()).hasSize(13 * 2).contains("c1_1_W", "c5_3_b");
    assertThat(weights.report().skipped()).containsExactly("classes_W", "classes_b");
  }

  @Test
  void takesEveryTensorOfANormalisedGraphThatWasSaved() throws Exception {
    ComputationGraph graph = VggGraphs.normalised(variances()).build();
    Map<String, FloatTensor> encoder = Vgg16BnWeights.from(saved(graph)).encoder();
    Map<String, String> parts =
        Map.of("weight", "_gamma", "bias", "_beta", "running_mean", "_mean", "running_var", "_var");
    assertThat(encoder).hasSize(13 * 6);
    encoder.forEach(
        (name, tensor) -> {
          String place = name.substring(4, 5) + "_" + name.substring(10, 11);
          String part = name.substring(name.lastIndexOf('.') + 1);
          boolean convolution = name.contains(".cbr_unit.0.");
          String vertex = convolution ? "c" + place : "n" + place;
          String parameter = convolution ? (part.equals("weight") ? "_W" : "_b") : parts.get(part);
          assertCopied(tensor, graph.getParam(vertex + parameter));
        });
  }

  /** Element by element; a kernel's channels beyond those of the graph are zero. */
  private static void assertCopied(FloatTensor tensor, INDArray array) {
    if (tensor.shape().length == 1) {
      assertThat(array.length()).isEqualTo(tensor.size(0));
      for (int i = 0; i < tensor.size(0); i++) {
        assertThat(tensor.values()[i]).isEqualTo(array.getFloat(i));
      }
      return;
    }
    int inputs = tensor.size(1);
    for (int i = 0; i < tensor.values().length; i++) {
      int output = i / 9 / inputs;
      int input = i / 9 % inputs;
      float wanted = input < array.size(1) ? array.getFloat(output, input, i / 3 % 3, i % 3) : 0;
      assertThat(tensor.values()[i]).isEqualTo(wanted);
    }
  }

  @ParameterizedTest
  @EnumSource(CNN2DFormat.class)
  void computesWhatAPlainGraphComputes(CNN2DFormat format) {
    ComputationGraph graph = VggGraphs.plain().format(format).build();
    assertSameFeatures(graph, format, Variant.CLASSIC, Vgg16Weights.from(graph).encoder());
  }

  @ParameterizedTest
  @EnumSource(CNN2DFormat.class)
  void computesWhatANormalisedGraphComputes(CNN2DFormat format) {
    BatchNormalization.Builder normalisation = variances().dataFormat(format).eps(1e-3);
    ComputationGraph graph = VggGraphs.normalised(normalisation).format(format).build();
    assertSameFeatures(graph, format, Variant.VGG16_BN, Vgg16BnWeights.from(graph).encoder());
  }

  @Test
  void computesTheSameWithLogarithmsOfDeviationsFixedScalesAndNoBias() {
    BatchNormalization.Builder normalisation =
        new BatchNormalization.Builder().lockGammaBeta(true).gamma(1.5).beta(-0.1);
    ComputationGraph graph = VggGraphs.normalised(normalisation).withoutBias().build();
    assertThat(graph.paramTable())
        .containsKey("n1_1_log10stdev")
        .doesNotContainKeys("c1_1_b", "n1_1_gamma", "n1_1_var");
    assertSameFeatures(
        graph, CNN2DFormat.NCHW, Variant.VGG16_BN, Vgg16BnWeights.from(graph).encoder());
  }

  private static void assertSameFeatures(
      ComputationGraph graph,
      CNN2DFormat format,
      Variant variant,
      Map<String, FloatTensor> encoder) {
    double[] pixels = new double[3 * VggGraphs.SIDE * VggGraphs.SIDE];
    Arrays.setAll(pixels, i -> (float) Generated.value("pixels", i));
    float[] theirs = VggGraphs.features(graph, format, pixels);
    NetworkLayout layout =
        new NetworkLayout(NetworkConfig.builder(variant).baseChannels(2).build());
    double[] ours = new PlainEncoder(layout, encoder).features(pixels, VggGraphs.SIDE);
    assertThat(theirs).hasSameSizeAs(ours);
    double largest = Arrays.stream(ours).max().orElseThrow();
    assertThat(largest).isGreaterThan(0);
    for (int i = 0; i < ours.length; i++) {
      assertThat((double) theirs[i]).isCloseTo(ours[i], within(1e-5 * largest));
    }
  }

  @Test
  void takesFrozenLayersLikeOthers() {
    ComputationGraph graph = VggGraphs.normalised(variances()).build();
    ComputationGraph frozen =
        new TransferLearning.GraphBuilder(graph).setFeatureExtractor("pool5").build();
    Map<String, FloatTensor> wanted = Vgg16BnWeights.from(graph).encoder();
    Vgg16BnWeights.from(frozen)
        .encoder()
        .forEach(
            (name, tensor) -> assertThat(tensor.values()).isEqualTo(wanted.get(name).values()));
  }

  @Test
  void namesTheLayerOfAnotherShape() {
    ComputationGraph graph = VggGraphs.plain().wrongWidth(5).build();
    assertThatThrownBy(() -> Vgg16Weights.from(graph))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("the ComputationGraph does not contain VGG16: 23 loaded")
        .hasMessageContaining("3 of another shape")
        .hasMessageContaining("c2_1_W is [5, 2, 3, 3], wanted [4, 2, 3, 3]");
  }

  @Test
  void refusesGraphsOfOtherForms() {
    assertRefused(
        () -> Vgg16Weights.from(VggGraphs.plain().blocks(2).build()),
        "the ComputationGraph has 4 convolutions, wanted at least the 13 of VGG16");
    assertRefused(
        () -> Vgg16Weights.from(VggGraphs.normalised(variances()).build()),
        "the ComputationGraph is not the wanted VGG16: layer c1_1 has the batch normalisation n1_1"
            + " after it, wanted none");
    assertRefused(
        () -> Vgg16BnWeights.from(VggGraphs.plain().build()),
        "the ComputationGraph is not the wanted VGG16: layer c1_1 has no batch normalisation after"
            + " it, wanted one");
    assertRefused(
        () ->
            Vgg16BnWeights.from(
                VggGraphs.normalised(variances()).activation(Activation.RELU).build()),
        "the ComputationGraph is not the wanted VGG16: layer c1_1 has the activation relu before its"
            + " batch normalisation n1_1, wanted identity");
  }

  @Test
  void refusesWhatIsNoNumber() {
    ComputationGraph graph = VggGraphs.plain().build();
    graph.getParam("c3_2_b").putScalar(1, Double.NaN);
    assertRefused(
        () -> Vgg16Weights.from(graph), "tensor conv3_2.bias holds NaN as float32, wanted numbers");
  }

  private static void assertRefused(Runnable work, String message) {
    assertThatThrownBy(work::run).isInstanceOf(ModelFormatException.class).hasMessage(message);
  }

  @Test
  void refusesAGraphBeforeItsInit() {
    ComputationGraph graph = VggGraphs.plain().configured();
    assertThatThrownBy(() -> Vgg16Weights.from(graph))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("graph has no parameters yet, wanted one after its init()");
  }
}
