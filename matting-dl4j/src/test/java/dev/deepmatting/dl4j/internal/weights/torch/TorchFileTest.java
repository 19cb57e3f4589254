package dev.deepmatting.dl4j.internal.weights.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.deepmatting.dl4j.internal.weights.DataType;
import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.dl4j.internal.weights.TensorFile;
import dev.deepmatting.dl4j.internal.weights.TensorInfo;
import dev.deepmatting.dl4j.internal.weights.safetensors.SafeTensorsFile;
import dev.deepmatting.error.ModelFormatException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads what {@code make_torch_files.py}, which lies beside the files, has made with PyTorch. */
class TorchFileTest {
  @ParameterizedTest
  @CsvSource({
    "zip.pt, zip container",
    "zip-2.pt, zip container",
    "zip-4.pt, zip container",
    "legacy.pth, legacy stream",
    "legacy-4.pth, legacy stream"
  })
  void readsEveryTypeAndLayoutBitForBit(String name, String container) {
    try (TensorFile expected = new SafeTensorsFile(FileBytes.open(path("expected.safetensors")));
        TorchFile file = open(name)) {
      assertThat(file.format()).isEqualTo("PyTorch, " + container);
      assertThat(file.tensors()).containsExactlyElementsOf(expected.tensors()).hasSize(20);
      for (TensorInfo info : expected.tensors()) {
        assertThat(file.info(info.name())).isEqualTo(info);
        assertThat(array(file.bytes(info.name())))
            .as(info.name())
            .isEqualTo(array(expected.bytes(info.name())));
      }
    }
  }

  @Test
  void findsTheStateDictBesideAnOptimizersState() {
    try (TorchFile file = open("nested.pth.tar")) {
      assertThat(file.metadata())
          .containsExactly(
              entry("epoch", "12"),
              entry("arch", "vgg16"),
              entry("best_sad", "54.4"),
              entry("finished", "false"));
      assertThat(file.tensors())
          .containsExactly(new TensorInfo("weight", DataType.F32, List.of(3)));
      assertThat(file.read("weight").values()).containsExactly(0, 1, 2);
    }
  }

  @Test
  void readsAFileThatIsNamedAfterATimeOfDay() {
    try (TorchFile file = open("colon.pt")) {
      assertThat(file.read("weight").values()).containsExactly(0, 1, 2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"research.pt", "research-4.pt"})
  void readsTheSettingsOfResearchCodeAsData(String name) {
    try (TorchFile file = open(name)) {
      assertThat(file.metadata()).containsExactly(entry("device", "cuda:1"), entry("host", "cpu"));
      assertThat(file.read("weight").values()).containsExactly(0, 1, 2);
    }
  }

  @Test
  void decodesNumpyNumbersAndLongOnesAsText() {
    try (TorchFile file = open("numbers.pt")) {
      assertThat(file.metadata())
          .containsOnly(
              entry("np_i1", "-128"),
              entry("np_i2", "-2"),
              entry("np_i4", "-2147483648"),
              entry("np_i8", "-9223372036854775808"),
              entry("np_u1", "255"),
              entry("np_u2", "65535"),
              entry("np_u4", "4294967295"),
              entry("np_u8", "18446744073709551615"),
              entry("np_f2", "0.5"),
              entry("np_f4", "54.4"),
              entry("np_f8", "0.1"),
              entry("np_b1", "true"),
              entry("big", "1208925819614629174706176"),
              entry("negative", "-1180591620717411303424"),
              entry("small", "-5"),
              entry("text", "näive ✓"));
      assertThat(file.read("weight").values()).containsExactly(0, 1, 2);
    }
    try (TorchFile file = open("zip-2.pt")) {
      assertThat(file.metadata()).containsExactly(entry("best", "54.4"));
    }
  }

  @Test
  void readsWhatPython2Wrote() {
    try (TorchFile file = open("python-2.pth")) {
      assertThat(file.metadata())
          .containsExactly(
              entry("epoch", "12"),
              entry("best_sad", "54.4"),
              entry("note", "naïve"),
              entry("long", "x".repeat(300)));
      assertThat(file.tensors())
          .containsExactly(
              new TensorInfo("module.conv.weight", DataType.F32, List.of(2, 3, 2, 2)),
              new TensorInfo("module.conv.bias", DataType.F32, List.of(2)),
              new TensorInfo("module.part", DataType.F32, List.of(5, 4)));
      assertThat(file.read("module.conv.weight").values()).startsWith(0, 1, 2).hasSize(24);
      assertThat(file.read("module.conv.bias").values()).containsExactly(4 / 3f, 5 / 3f);
      assertThat(file.read("module.part").values())
          .startsWith(0, 5 / 3f, 10 / 3f, 15 / 3f, 1 / 3f)
          .endsWith(19 / 3f);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "module.pt, ' asks for the Python object torch.nn.modules.container.Sequential, which is"
        + " refused: wanted tensors, dicts, numbers and text only. Of a whole module, save its"
        + " state_dict() instead'",
    "script.pt, ' is a TorchScript program, wanted a state_dict() saved by torch.save'"
  })
  void refusesProgramsAndModules(String name, String message) {
    assertThatThrownBy(() -> open(name))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("model " + path(name) + message);
  }

  @Test
  void namesATensorThatIsNotThere() {
    try (TorchFile file = open("zip.pt")) {
      assertThatThrownBy(() -> file.bytes("b"))
          .hasMessage("model " + path("zip.pt") + " has no tensor b");
      assertThatThrownBy(() -> file.info("b"))
          .hasMessage("model " + path("zip.pt") + " has no tensor b");
    }
  }

  @Test
  void recognisesItsContainersByTheirFirstBytes() {
    for (String name : List.of("zip.pt", "legacy.pth", "legacy-4.pth", "python-2.pth")) {
      try (FileBytes file = FileBytes.open(path(name))) {
        assertThat(TorchFile.recognises(file)).as(name).isTrue();
      }
    }
    try (FileBytes file = FileBytes.open(path("expected.safetensors"))) {
      assertThat(TorchFile.recognises(file)).isFalse();
    }
    assertThat(TorchFile.recognises(FileBytes.of("x", new byte[] {(byte) 0x80}))).isFalse();
    assertThat(TorchFile.recognises(FileBytes.of("x", new byte[] {(byte) 0x80, 6}))).isFalse();
  }

  private static byte[] array(ByteBuffer bytes) {
    byte[] array = new byte[bytes.remaining()];
    bytes.get(array);
    return array;
  }

  private static TorchFile open(String name) {
    return new TorchFile(FileBytes.open(path(name)));
  }

  static Path path(String name) {
    try {
      return Path.of(TorchFileTest.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
