package dev.deepmatting.dl4j.internal.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.dl4j.internal.weights.NetworkLayout;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.dl4j.internal.weights.TensorInfo;
import dev.deepmatting.dl4j.internal.weights.onnx.OnnxFile;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.RefinementHead;
import dev.deepmatting.network.Upsampling;
import dev.deepmatting.network.Variant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OnnxWriterTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Variant.class)
  void writesWhatTheReaderReadsBackBitForBit(Variant variant) throws IOException {
    NetworkConfig config =
        NetworkConfig.builder(variant)
            .baseChannels(4)
            .refinementHead(RefinementHead.LOGIT_RESIDUAL)
            .build();
    NetworkWeights weights = Generated.weights(config);
    assertReadBack(weights, Map.of("network", "{\"ä\": 1}", "empty", ""));
  }

  @Test
  void writesLearnedUpsamplingToo() throws IOException {
    NetworkConfig config =
        NetworkConfig.builder(Variant.VGG16_BN)
            .baseChannels(2)
            .upsampling(Upsampling.TRANSPOSED_CONVOLUTION)
            .build();
    assertReadBack(Generated.weights(config), Map.of());
  }

  private void assertReadBack(NetworkWeights weights, Map<String, String> metadata)
      throws IOException {
    Path path = folder.resolve("network.onnx");
    OnnxWriter.write(path, weights, metadata);
    try (OnnxFile file = new OnnxFile(FileBytes.open(path))) {
      assertThat(file.tensors().stream().map(TensorInfo::name))
          .containsExactlyElementsOf(new NetworkLayout(weights.config()).tensors().keySet());
      weights
          .tensors()
          .forEach(
              (name, tensor) -> {
                assertThat(file.read(name).shape()).as(name).isEqualTo(tensor.shape());
                assertThat(file.read(name).values()).as(name).isEqualTo(tensor.values());
              });
      assertThat(file.metadata())
          .containsAllEntriesOf(metadata)
          .containsEntry("producer_name", "deep-matting")
          .hasSize(metadata.size() + 1);
    }
    assertThat(OnnxFile.recognises(FileBytes.open(path))).isTrue();
    assertThat(folder.toFile().list()).containsExactly("network.onnx");
  }

  @Test
  void saysWhatTheInputIs() throws IOException {
    Path path = folder.resolve("network.onnx");
    NetworkConfig config = NetworkConfig.builder(Variant.CLASSIC).baseChannels(1).build();
    OnnxWriter.write(path, Generated.weights(config), Map.of());
    assertThat(new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1))
        .contains("height and width multiples of 32")
        .contains("minus mean (0.485, 0.456, 0.406)")
        .contains("divided by standard deviation (0.229, 0.224, 0.225)")
        .contains("as t/255. alpha");
  }

  @Test
  void refusesANetworkTooLongForOneMessage() {
    NetworkConfig config =
        NetworkConfig.builder(Variant.CLASSIC)
            .baseChannels(256)
            .upsampling(Upsampling.TRANSPOSED_CONVOLUTION)
            .build();
    assertThatThrownBy(() -> OnnxWriter.forNetwork(config, Map.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageMatching(
            "network classic, base 256.* takes \\d{10} bytes as an ONNX file, wanted at most"
                + " 2147483647");
  }

  @Test
  void leavesAnOlderFileAloneWhereItCannotWrite() throws IOException {
    Path path = folder.resolve("network.onnx");
    Files.createDirectory(path);
    Files.createFile(path.resolve("old"));
    NetworkConfig config = NetworkConfig.builder(Variant.CLASSIC).baseChannels(1).build();
    assertThatThrownBy(() -> OnnxWriter.write(path, Generated.weights(config), Map.of()))
        .isInstanceOf(IOException.class);
    assertThat(folder.toFile().list()).containsExactly("network.onnx");
    assertThat(path.resolve("old")).exists();
  }
}
