package dev.deepmatting.dl4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.dl4j.fixture.Checkpoints;
import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.internal.weights.NetworkLayout;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.Variant;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Vgg16WeightsTest {
  /** Where torchvision's sequences have their convolutions. */
  private static final int[] WITH_NORMALISATION = {0, 3, 7, 10, 14, 17, 20, 24, 27, 30, 34, 37, 40};

  private static final int[] PLAIN = {0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28};
  private static final List<String> LAYERS =
      List.of(
          "1_1", "1_2", "2_1", "2_2", "3_1", "3_2", "3_3", "4_1", "4_2", "4_3", "5_1", "5_2",
          "5_3");

  @Test
  void takesTheConvolutionsOfVgg16WithBatchNormalisation() {
    Vgg16BnWeights weights = Vgg16BnWeights.from(Checkpoints.path("vgg16_bn.pth"));
    for (int i = 0; i < LAYERS.size(); i++) {
      String unit = "down" + LAYERS.get(i).replace("_", ".conv") + ".cbr_unit.";
      String convolution = "features." + WITH_NORMALISATION[i];
      String normalisation = "features." + (WITH_NORMALISATION[i] + 1);
      assertCopied(weights.encoder().get(unit + "0.weight"), convolution + ".weight");
      assertCopied(weights.encoder().get(unit + "0.bias"), convolution + ".bias");
      assertCopied(weights.encoder().get(unit + "1.weight"), normalisation + ".weight");
      assertCopied(weights.encoder().get(unit + "1.bias"), normalisation + ".bias");
      assertCopied(weights.encoder().get(unit + "1.running_mean"), normalisation + ".running_mean");
      assertCopied(weights.encoder().get(unit + "1.running_var"), normalisation + ".running_var");
    }
    assertIsTheEncoderOf(Variant.VGG16_BN, weights.encoder());
    assertThat(weights.report().loaded()).hasSize(13 * 6);
    assertThat(weights.report().skipped())
        .hasSize(13 + 4)
        .contains("features.1.num_batches_tracked", "classifier.0.weight", "classifier.3.bias");
  }

  @Test
  void takesTheConvolutionsOfPlainVgg16() {
    Vgg16Weights weights = Vgg16Weights.from(Checkpoints.path("vgg16.pth"));
    for (int i = 0; i < LAYERS.size(); i++) {
      String layer = "conv" + LAYERS.get(i);
      assertCopied(weights.encoder().get(layer + ".weight"), "features." + PLAIN[i] + ".weight");
      assertCopied(weights.encoder().get(layer + ".bias"), "features." + PLAIN[i] + ".bias");
    }
    assertIsTheEncoderOf(Variant.CLASSIC, weights.encoder());
    assertThat(weights.report().skipped()).hasSize(4);
  }

  /** The generated values; of the first kernel three channels of four, the last is zero. */
  private static void assertCopied(FloatTensor tensor, String source) {
    boolean first = source.equals("features.0.weight");
    int from = 0;
    for (int i = 0; i < tensor.values().length; i++) {
      boolean trimap = first && i / 9 % 4 == 3;
      double value = trimap ? 0 : Generated.value(source, from++);
      boolean variance = source.endsWith("running_var");
      assertThat(tensor.values()[i]).isEqualTo((float) (variance ? Math.abs(value) : value));
    }
  }

  private static void assertIsTheEncoderOf(Variant variant, Map<String, FloatTensor> encoder) {
    NetworkConfig config = NetworkConfig.builder(variant).baseChannels(2).build();
    Map<String, int[]> all = new NetworkLayout(config).tensors();
    assertThat(encoder.keySet())
        .containsExactlyElementsOf(all.keySet().stream().limit(encoder.size()).toList());
    encoder.forEach((name, tensor) -> assertThat(tensor.shape()).isEqualTo(all.get(name)));
  }

  @Test
  void takesTheSameConvolutionsFromKerasTurnedOutputsFirst() {
    Map<String, FloatTensor> keras =
        Vgg16Weights.from(Checkpoints.path("vgg16.h5"), Vgg16Weights.Preprocessing.TORCH).encoder();
    Map<String, FloatTensor> torch = Vgg16Weights.from(Checkpoints.path("vgg16.pth")).encoder();
    assertThat(keras.keySet()).containsExactlyElementsOf(torch.keySet());
    keras.forEach(
        (name, tensor) -> {
          assertThat(tensor.shape()).isEqualTo(torch.get(name).shape());
          assertThat(tensor.values()).isEqualTo(torch.get(name).values());
        });
  }

  @Test
  void translatesWeightsThatWereTrainedOnTheColoursOfCaffe() {
    Map<String, FloatTensor> encoder =
        Vgg16Weights.from(Checkpoints.path("vgg16.h5"), Vgg16Weights.Preprocessing.CAFFE).encoder();
    Map<String, FloatTensor> golden = Checkpoints.tensors("caffe.safetensors");
    float[] image = golden.get("image").values();
    double[] mean = {0.485, 0.456, 0.406};
    double[] deviation = {0.229, 0.224, 0.225};
    float[] expected = golden.get("output").values();
    for (int output = 0; output < expected.length; output++) {
      double sum = encoder.get("conv1_1.bias").values()[output];
      for (int colour = 0; colour < 3; colour++) {
        for (int place = 0; place < 9; place++) {
          double input = (image[place * 3 + colour] / 255.0 - mean[colour]) / deviation[colour];
          sum += input * encoder.get("conv1_1.weight").values()[(output * 4 + colour) * 9 + place];
        }
      }
      assertThat((float) sum).isCloseTo(expected[output], within(1e-3f));
    }
  }

  @Test
  void asksForThePreprocessingOfAKerasFile() {
    Path file = Checkpoints.path("vgg16.h5");
    assertThatThrownBy(() -> Vgg16Weights.from(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("model " + file + " has Keras names")
        .hasMessageContaining("CAFFE for those of Keras Applications, or TORCH");
  }

  @Test
  void refusesTheOtherFormOfVgg16() {
    Path file = Checkpoints.path("vgg16.pth");
    assertThatThrownBy(() -> Vgg16BnWeights.from(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(
            "model "
                + file
                + " holds VGG16, torchvision's names, wanted [VGG16 with batch normalisation,"
                + " torchvision's names (features.0.weight, ...)]");
  }

  @Test
  void keepsTheEncoderFromBeingChanged() {
    Map<String, FloatTensor> encoder = Vgg16Weights.from(Checkpoints.path("vgg16.pth")).encoder();
    assertThatThrownBy(encoder::clear).isInstanceOf(UnsupportedOperationException.class);
  }
}
