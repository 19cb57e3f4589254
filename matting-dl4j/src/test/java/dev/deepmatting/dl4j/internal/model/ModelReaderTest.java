package dev.deepmatting.dl4j.internal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.internal.weights.DataType;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.dl4j.internal.weights.safetensors.SafeTensorsWriter;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.RefinementHead;
import dev.deepmatting.network.StorageType;
import dev.deepmatting.network.TrimapEncoding;
import dev.deepmatting.network.Upsampling;
import dev.deepmatting.network.Variant;
import dev.deepmatting.network.WeightSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelReaderTest {
  private static final NetworkConfig TINY =
      NetworkConfig.builder(Variant.VGG16_BN)
          .baseChannels(1)
          .upsampling(Upsampling.TRANSPOSED_CONVOLUTION)
          .bridgeKernel(1)
          .refinementHead(RefinementHead.LOGIT_RESIDUAL)
          .refinementChannels(3)
          .trimapEncoding(TrimapEncoding.UNIT)
          .skip(true)
          .batchNormEpsilon(1e-3)
          .build();

  @TempDir Path folder;

  @Test
  void readsTheEmbeddedModelOfFormatVersion0() {
    Model model = ModelReader.read(WeightSource.parse("builtin:dim-small")).model();
    assertThat(model.config())
        .isEqualTo(
            NetworkConfig.builder(Variant.VGG16_BN)
                .baseChannels(16)
                .decoderChannels(List.of(128, 64, 32, 16, 16))
                .skip(true)
                .build());
    assertThat(model.provenance()).startsWith("Trained from scratch for this project");
  }

  /** {@code version-1.safetensors} stays as it is: it was written when version 1 was new. */
  @Test
  void readsAFileOfFormatVersion1() {
    Path file = Path.of("src/test/resources/dev/deepmatting/dl4j/model/version-1.safetensors");
    Model model = ModelReader.read(file);
    assertThat(model.config()).isEqualTo(TINY);
    assertThat(model.provenance()).isEqualTo("made by a test");
    assertThat(model.weights().tensor("rawalpha.0.weight").values())
        .isEqualTo(Generated.weights(TINY).tensor("rawalpha.0.weight").values());
  }

  @Test
  void readsBackWhatItWrote() {
    Path file = folder.resolve("model.safetensors");
    NetworkWeights weights = Generated.weights(TINY);
    ModelWriter.write(new Model(weights, "made by a test"), file, StorageType.FLOAT32);
    Model read = ModelReader.read(file);
    assertThat(read.config()).isEqualTo(TINY);
    assertThat(read.provenance()).isEqualTo("made by a test");
    weights
        .tensors()
        .forEach(
            (name, tensor) ->
                assertThat(read.weights().tensor(name).values()).isEqualTo(tensor.values()));
  }

  @Test
  void readsBackAGuidedNetworkOfFormatVersion2() throws IOException {
    NetworkConfig guided = TINY.toBuilder().guides(List.of("graph", "closed-form")).build();
    Path file = folder.resolve("guided.safetensors");
    ModelWriter.write(new Model(Generated.weights(guided), ""), file, StorageType.FLOAT32);
    Model read = ModelReader.read(file);
    assertThat(read.config()).isEqualTo(guided);
    assertThat(read.weights().tensor("down1.conv1.cbr_unit.0.weight").shape())
        .containsExactly(1, 6, 3, 3);
    assertThat(read.weights().tensor("rawalpha.0.weight").shape()).containsExactly(1, 3, 5, 5);
    assertThat(read.weights().tensor("guide_gate.0.weight").shape()).containsExactly(2, 3, 3, 3);
    assertThat(ModelWriter.metadata(read)).containsEntry("format_version", "2");
    assertThat(ModelWriter.metadata(new Model(Generated.weights(TINY), "")))
        .containsEntry("format_version", "1");
  }

  /** Before other graphs had names, the published one was called so. */
  @Test
  void theGraphOfFormatVersion0IsThePublishedOne() throws IOException {
    NetworkConfig config =
        NetworkConfig.builder(Variant.VGG16_BN)
            .baseChannels(1)
            .guides(List.of("three-layer-graph", "closed-form"))
            .build();
    String network =
        "{\"variant\":\"seed\",\"baseChannels\":1,\"decoderChannels\":[8,4,2,1,1],\"skip\":false,"
            + "\"upsampling\":\"max-unpool\",\"refinementHead\":false,\"batchNormEpsilon\":1e-05,"
            + "\"trimap\":\"(t/255-0.5)/0.5\",\"guides\":[\"graph\",\"closed-form\"]}";
    Path file = write(Map.of("network", network), Generated.weights(config).tensors());
    assertThat(ModelReader.read(file).config()).isEqualTo(config);
  }

  @Test
  void namesTheFileThatItCannotWrite() {
    Path file = folder.resolve("no-folder").resolve("model.safetensors");
    Model model = new Model(Generated.weights(TINY), "");
    assertThatThrownBy(() -> ModelWriter.write(model, file, StorageType.FLOAT32))
        .isInstanceOf(MattingException.class)
        .hasMessageStartingWith("model " + file + " cannot be written");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "1;nonsense;cannot be used",
        "1;[];is not a JSON object",
        "9;{};format version 9, this library reads 0 to 2",
        "1;{};variant is missing",
        "1;{\"variant\":\"unet\"};variant is 'unet', wanted one of [seed, classic]",
        "1;{\"variant\":\"seed\",\"baseChannels\":\"x\"};baseChannels is \"x\", wanted an integer",
        "1;{\"variant\":\"seed\",\"baseChannels\":2,\"decoderChannels\":[1.5]};holds 1.5"
      })
  void refusesMetadataThatDoNotDescribeANetwork(String version, String network, String message)
      throws IOException {
    Path file = write(Map.of("format_version", version, "network", network), Map.of());
    assertThatThrownBy(() -> ModelReader.read(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("model " + file)
        .hasMessageContaining(message);
  }

  @Test
  void refusesAFileWithoutMetadataThatNoKeyTells() throws IOException {
    Path file = write(Map.of(), Map.of());
    assertThatThrownBy(() -> ModelReader.read(file))
        .hasMessage(
            "model "
                + file
                + " is not a matting network: it has no tensor down1.conv1.cbr_unit.0.weight (seed) and"
                + " none conv1_1.weight (classic), and no metadata 'network'");
  }

  @Test
  void namesATensorThatIsMissingExtraOrOfAnotherShape() throws IOException {
    Map<String, FloatTensor> tensors = new LinkedHashMap<>(Generated.weights(TINY).tensors());
    FloatTensor bias = tensors.remove("trans.conv1.cbr_unit.0.bias");
    assertRefused(tensors, ", 1 missing (trans.conv1.cbr_unit.0.bias), 0 extra, ");
    tensors.put("trans.conv1.cbr_unit.0.bias", new FloatTensor(bias.values(), 2, 4));
    assertRefused(
        tensors, "1 of another shape (trans.conv1.cbr_unit.0.bias is [2, 4], wanted [8])");
    tensors.put("trans.conv1.cbr_unit.0.bias", bias);
    tensors.put("surprise", bias);
    assertRefused(tensors, "1 extra (surprise)");
    tensors.remove("surprise");
    float[] broken = bias.values().clone();
    broken[3] = Float.NaN;
    tensors.put("trans.conv1.cbr_unit.0.bias", new FloatTensor(broken, 8));
    assertRefused(
        tensors, "tensor trans.conv1.cbr_unit.0.bias holds NaN as float32, wanted numbers");
  }

  private void assertRefused(Map<String, FloatTensor> tensors, String message) throws IOException {
    Map<String, String> metadata =
        Map.of("format_version", "1", "network", NetworkMetadata.network(TINY));
    Path file = write(metadata, tensors);
    assertThatThrownBy(() -> ModelReader.read(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("model " + file)
        .hasMessageContaining(message);
  }

  private Path write(Map<String, String> metadata, Map<String, FloatTensor> tensors)
      throws IOException {
    Path file = folder.resolve("m.safetensors");
    SafeTensorsWriter.write(file, metadata, tensors, DataType.F32);
    return file;
  }
}
