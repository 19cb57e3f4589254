package dev.deepmatting.dl4j.internal.weights.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.dl4j.internal.weights.DataType;
import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.dl4j.internal.weights.TensorInfo;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class KerasFileTest {
  static final List<String> SOUND = KerasFiles.SOUND;

  /** A line of the text beside a file: name, type, shape and bytes of a tensor. */
  private record Expected(TensorInfo info, byte[] bytes) {
    static Expected parse(String line) {
      String[] parts = line.split(" ");
      List<Integer> shape =
          Arrays.stream(parts[2].split("x"))
              .filter(side -> !side.isEmpty())
              .map(Integer::valueOf)
              .toList();
      return new Expected(
          new TensorInfo(parts[0], DataType.valueOf(parts[1]), shape),
          HexFormat.of().parseHex(parts[3]));
    }
  }

  private static List<Expected> expected(String name) throws IOException {
    return Files.readAllLines(KerasFiles.path(name + ".txt")).stream()
        .map(Expected::parse)
        .toList();
  }

  @ParameterizedTest
  @FieldSource("SOUND")
  void readsNamesShapesAndBytesAsH5pyWroteThem(String name) throws IOException {
    List<Expected> expected = expected(name);
    try (KerasFile file = KerasFiles.open(name)) {
      assertThat(file.tensors())
          .containsExactlyInAnyOrderElementsOf(expected.stream().map(Expected::info).toList());
      for (Expected tensor : expected) {
        assertThat(file.bytes(tensor.info.name()).array())
            .as(tensor.info.name())
            .isEqualTo(tensor.bytes);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("SOUND")
  void readsNumbersAsFloatsBitForBit(String name) throws IOException {
    try (KerasFile file = KerasFiles.open(name)) {
      for (Expected tensor : expected(name)) {
        FloatTensor read = file.read(tensor.info.name());
        float[] wanted = tensor.info.dataType().floats(ByteBuffer.wrap(tensor.bytes));
        assertThat(bits(read.values())).as(tensor.info.name()).isEqualTo(bits(wanted));
        assertThat(read.shape()).isEqualTo(tensor.info.sizes());
      }
    }
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
    return bits;
  }

  @Test
  void givesShortTextsOfWholeModelsAndOldFiles() {
    try (KerasFile model = KerasFiles.open("model-latest");
        KerasFile old = KerasFiles.open("layouts")) {
      assertThat(model.metadata())
          .isEqualTo(Map.of("keras_version", "2.4.0", "backend", "tensorflow"));
      assertThat(old.metadata()).isEqualTo(Map.of("keras_version", "1.2.2", "backend", "theano"));
      assertThat(model.format()).isEqualTo("Keras, HDF5");
    }
  }

  @Test
  void knowsAFileOfHdf5ByItsFirstBytes() {
    byte[] sound = KerasFiles.bytes("layouts");
    assertThat(KerasFile.recognises(FileBytes.of("x", sound))).isTrue();
    assertThat(KerasFile.recognises(FileBytes.of("x", Arrays.copyOf(sound, 7)))).isFalse();
    sound[1] = 'h';
    assertThat(KerasFile.recognises(FileBytes.of("x", sound))).isFalse();
  }

  @Test
  void namesATensorThatIsNotThere() {
    Path path = KerasFiles.path("layouts.h5");
    try (KerasFile file = KerasFiles.open("layouts")) {
      assertThatThrownBy(() -> file.read("bn/omega"))
          .isInstanceOf(ModelFormatException.class)
          .hasMessage("model " + path + " has no tensor bn/omega");
    }
  }

  @Test
  void refusesAFileOfAnotherKind() {
    FileBytes zeros = FileBytes.of("model x", new byte[100]);
    assertThatThrownBy(() -> new KerasFile(zeros))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("model x does not begin as an HDF5 file does");
  }
}
