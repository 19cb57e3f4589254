package dev.deepmatting.dl4j.internal.weights.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.deepmatting.dl4j.internal.weights.DataType;
import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.dl4j.internal.weights.TensorInfo;
import dev.deepmatting.error.ModelFormatException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that {@code make_onnx_files.py} has made with onnx and PyTorch. */
class OnnxFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"raw.onnx", "typed.onnx", "unpacked.onnx", "torch.onnx"})
  void readsEveryTensorBitForBit(String name) throws IOException {
    JsonNode expected = new ObjectMapper().readTree(path("expected.json").toFile()).get(name);
    try (OnnxFile file = open(name)) {
      assertThat(file.tensors().stream().map(TensorInfo::name))
          .containsExactlyElementsOf(() -> expected.fieldNames());
      for (Map.Entry<String, JsonNode> wanted : expected.properties()) {
        TensorInfo info = file.info(wanted.getKey());
        List<Integer> shape = new ArrayList<>();
        wanted.getValue().get("shape").forEach(size -> shape.add(size.intValue()));
        assertThat(info.dataType().name()).isEqualTo(wanted.getValue().get("type").textValue());
        assertThat(info.shape()).as(wanted.getKey()).isEqualTo(shape);
        assertThat(HexFormat.of().formatHex(file.bytes(wanted.getKey()).array()))
            .as(wanted.getKey())
            .isEqualTo(wanted.getValue().get("bytes").textValue());
      }
    }
  }

  @Test
  void readsNumbersOfEveryTypeAsFloats() {
    try (OnnxFile file = open("typed.onnx")) {
      assertThat(file.read("F16").values())
          .containsExactly(0f, -0f, 1.5f, -65504f, 0x1p-24f, Float.POSITIVE_INFINITY);
      assertThat(file.read("I8").values()).containsExactly(0, 1, -1, 127, -128, 30);
      assertThat(file.read("I8").shape()).containsExactly(2, 3);
    }
  }

  @Test
  void readsTheMetadataAndTheProducer() {
    try (OnnxFile file = open("raw.onnx")) {
      assertThat(file.format()).isEqualTo("ONNX");
      assertThat(file.metadata())
          .containsOnly(
              Map.entry("licence", "Apache-2.0"),
              Map.entry("größe", "klein"),
              Map.entry("producer_name", "deep-matting tests"));
    }
  }

  @Test
  void leavesOutTensorsInsideNodes() {
    try (OnnxFile file = open("raw.onnx")) {
      assertThat(file.tensors().stream().map(TensorInfo::name))
          .contains("single")
          .doesNotContain("inner");
    }
  }

  @Test
  void skipsFieldsThatItDoesNotKnow() {
    Protobuf tensor = Protobuf.tensor(1, 1).sized(9, (byte) 0, (byte) 0, (byte) 0x80, (byte) 0x3f);
    tensor.number(1000, -1).sized(1001, new byte[3]).raw(0x79, 1, 2, 3, 4, 5, 6, 7, 8);
    Protobuf model = Protobuf.model(tensor).raw(0x7d, 1, 2, 3, 4);
    try (OnnxFile file = open(model.bytes())) {
      assertThat(file.read("t").values()).containsExactly(1f);
    }
  }

  @Test
  void readsNumbersLongerThanItsWindow() {
    byte[] numbers = new byte[100_000];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (byte) (i % 101);
    }
    Protobuf tensor = Protobuf.tensor(3, numbers.length).sized(5, numbers);
    try (OnnxFile file = open(Protobuf.model(tensor).bytes())) {
      assertThat(file.info("t").dataType()).isEqualTo(DataType.I8);
      assertThat(file.bytes("t").array()).isEqualTo(numbers);
    }
  }

  @Test
  void recognisesItsFilesAndThoseCutShortOnly() throws IOException {
    for (String name : List.of("raw.onnx", "typed.onnx", "unpacked.onnx", "torch.onnx")) {
      byte[] content = Files.readAllBytes(path(name));
      assertThat(recognises(content)).as(name).isTrue();
      assertThat(recognises(Arrays.copyOf(content, content.length - 100))).as(name).isTrue();
    }
    assertThat(recognises(new byte[0])).isFalse();
    assertThat(recognises(new byte[] {8})).isFalse();
    assertThat(recognises(new byte[] {8, 7})).isFalse();
    assertThat(recognises(new byte[] {8, 0, 0x3a, 0})).isFalse();
    assertThat(recognises(new byte[] {8, 7, 0x38, 0})).isFalse();
    assertThat(recognises(new byte[] {0x3a, 100, 8, 7})).isFalse();
    assertThat(recognises(new byte[] {8, 7, 0, 0, 0, 0, 0, 0, '{', '}'})).isFalse();
    assertThat(recognises(new byte[] {(byte) 0x80, 2, (byte) 0x8a, 10})).isFalse();
    assertThat(recognises(new byte[] {'P', 'K', 3, 4, 0, 0})).isFalse();
  }

  @Test
  void refusesANameThatIsNoTensor() {
    try (OnnxFile file = open("raw.onnx")) {
      assertThatThrownBy(() -> file.read("inner"))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageMatching("model .*raw.onnx has no tensor inner");
    }
  }

  @Test
  void refusesNumbersOfAFileThatWasCutShortMeanwhile() throws IOException {
    Path copy = folder.resolve("copy.onnx");
    byte[] content = Files.readAllBytes(path("raw.onnx"));
    Files.write(copy, content);
    try (OnnxFile file = new OnnxFile(FileBytes.open(copy))) {
      Files.write(copy, Arrays.copyOf(content, 20));
      assertThatThrownBy(() -> file.bytes("single"))
          .isInstanceOf(ModelFormatException.class)
          .hasMessage("model " + copy + " was cut short while it was read");
    }
  }

  private static boolean recognises(byte[] content) {
    return OnnxFile.recognises(FileBytes.of("model x", content));
  }

  private static OnnxFile open(byte[] content) {
    return new OnnxFile(FileBytes.of("model x", content));
  }

  private static OnnxFile open(String name) {
    return new OnnxFile(FileBytes.open(path(name)));
  }

  private static Path path(String name) {
    try {
      return Path.of(OnnxFileTest.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
