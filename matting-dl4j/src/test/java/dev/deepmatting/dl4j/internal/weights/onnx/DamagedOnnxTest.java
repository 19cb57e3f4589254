package dev.deepmatting.dl4j.internal.weights.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.dl4j.internal.weights.TensorInfo;
import dev.deepmatting.error.ModelFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are damaged or made to do harm. */
class DamagedOnnxTest {
  private static final byte[] FOUR = new byte[4];

  static Stream<Arguments> models() {
    return Stream.of(
        arguments(new Protobuf(), "has no graph"),
        arguments(new Protobuf().number(1, 7), "has no graph"),
        arguments(Protobuf.model().sized(7), "has two graphs"),
        arguments(new Protobuf().number(7, 5), "ModelProto field 7 has wire type 0, wanted 2"),
        arguments(new Protobuf().raw(0x3a, 100, 1), "100 bytes, but 1 bytes follow at byte 2"),
        arguments(
            new Protobuf().raw(0x3a).varint(-1).raw(1),
            "ModelProto field 7 has 18446744073709551615 bytes, but 1 bytes follow"),
        arguments(
            new Protobuf().raw(0x3a).varint(Long.MAX_VALUE), "9223372036854775807 bytes, but 0"),
        arguments(new Protobuf().raw(0x80, 0x80), "an unterminated number at byte 0"),
        arguments(
            new Protobuf().raw(8, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1),
            "an unterminated number at byte 1"),
        arguments(new Protobuf().raw(0, 0), "a field numbered 0 at byte 0"),
        arguments(new Protobuf().varint(1L << 32), "a field numbered 536870912"),
        arguments(new Protobuf().raw(0x0b, 0x0b, 0x0b), "field 1 has wire type 3"),
        arguments(new Protobuf().raw(0x0e), "field 1 has wire type 6"),
        arguments(new Protobuf().raw(0x15, 1, 2, 3), "field 2 has 4 bytes, but 3 bytes follow"),
        arguments(Protobuf.model().sized(2, (byte) 0xff), "a text that is not UTF-8"),
        arguments(
            Protobuf.model()
                .sized(14, new Protobuf().text(1, "k").text(2, "1"))
                .sized(14, new Protobuf().text(1, "k").text(2, "2")),
            "has metadata k twice"),
        arguments(
            new Protobuf().sized(7, new Protobuf().sized(15, Protobuf.tensor(1, 1))),
            "has a sparse tensor at byte"));
  }

  static Stream<Arguments> tensors() {
    return Stream.of(
        arguments(Protobuf.tensor(1, 2).sized(9, FOUR), "t has 4 bytes, wanted 8 for F32 [2]"),
        arguments(Protobuf.tensor(1, 1), "t has 0 bytes, wanted 4"),
        arguments(Protobuf.tensor(1, -1).sized(9, FOUR), "t has shape [-1]"),
        arguments(
            Protobuf.tensor(1, 1L << 32, 1L << 32).sized(9, FOUR),
            "t has shape [4294967296, 4294967296], wanted sizes of 0 or more and less than 2 GiB"),
        arguments(Protobuf.tensor(11, 1 << 28).sized(9, FOUR), "t has shape [268435456]"),
        arguments(Protobuf.tensor(1, new long[33]), "more than 32 dimensions"),
        arguments(
            new Protobuf().sized(1, new byte[1_000_000]), "tensor at byte 10 has more than 32"),
        arguments(Protobuf.tensor(0, 1).sized(9, FOUR), "t has data type 0 (UNDEFINED), wanted"),
        arguments(Protobuf.tensor(8, 1).sized(9, FOUR), "t has data type 8 (STRING), wanted"),
        arguments(Protobuf.tensor(12, 1).sized(9, FOUR), "t has data type 12 (UINT32), wanted"),
        arguments(Protobuf.tensor(99, 1).sized(9, FOUR), "t has data type 99, wanted FLOAT"),
        arguments(Protobuf.tensor(8, 1).text(6, "x"), "t holds texts, wanted numbers"),
        arguments(Protobuf.tensor(13, 1).number(11, 5), "t holds uint64_data"),
        arguments(
            Protobuf.tensor(1, 1).sized(13, new Protobuf().text(1, "location").text(2, "/etc/x")),
            "t keeps its numbers in another file, which is never opened; wanted them in this one:"
                + " save it as one file, with onnx.save(model, path) after onnx.load, or export with"
                + " external_data=False"),
        arguments(Protobuf.tensor(1, 1).number(14, 1), "t keeps its numbers in another file"),
        arguments(Protobuf.tensor(1, 1).sized(3).sized(9, FOUR), "t is a segment of a tensor"),
        arguments(new Protobuf().number(2, 1).sized(9, FOUR), "has no name"),
        arguments(Protobuf.tensor(1, 1).text(8, "u").sized(9, FOUR), "t has field 8 twice"),
        arguments(
            Protobuf.tensor(1, 1).sized(9, FOUR).sized(9, FOUR), "tensor t has field 9 twice"),
        arguments(
            Protobuf.tensor(1, 1).sized(9, FOUR).sized(4, FOUR),
            "t has both raw_data and float_data"),
        arguments(
            Protobuf.tensor(1, 2).sized(4, FOUR).number(5, 1),
            "t has both float_data and int32_data"),
        arguments(
            Protobuf.tensor(7, 1).sized(4, FOUR),
            "t has float_data, which is not where I64 belongs"),
        arguments(Protobuf.tensor(1, 1).sized(4, new byte[5]), "5 bytes, wanted a multiple of 4"),
        arguments(Protobuf.tensor(1, 1).number(4, 5), "field 4 has wire type 0, wanted 5"),
        arguments(Protobuf.tensor(6, 1).sized(5, (byte) 0x80), "an unterminated number"),
        arguments(Protobuf.tensor(6, 1).number(5, 1).number(5, 2), "t has 2 numbers, wanted 1"),
        arguments(Protobuf.tensor(1, 1).number(9, 5), "TensorProto field 9 has wire type 0"),
        arguments(
            new Protobuf().text(8, "n".repeat(2000)), "a text of 2000 bytes, wanted at most 1024"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("models")
  void refusesADamagedModel(Protobuf model, String message) {
    assertRefused(model.bytes(), message);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("tensors")
  void refusesADamagedTensor(Protobuf tensor, String message) {
    assertRefused(Protobuf.model(tensor).bytes(), message);
  }

  @Test
  void refusesTwoTensorsOfOneName() {
    Protobuf tensor = Protobuf.tensor(1, 1).sized(9, FOUR);
    assertRefused(Protobuf.model(tensor, tensor).bytes(), "has tensor t twice");
  }

  @Test
  void showsOnlyTheStartOfANameAndNothingThatCommandsATerminal() {
    Protobuf tensor =
        new Protobuf().number(1, 1).number(2, 1).text(8, "\u001b[2J" + "n".repeat(200));
    String shown = "?[2J" + "n".repeat(96) + "...";
    assertRefused(Protobuf.model(tensor).bytes(), "tensor " + shown + " has 0 bytes, wanted 4");
    Protobuf sound = tensor.sized(9, FOUR);
    assertRefused(Protobuf.model(sound, sound).bytes(), "has tensor " + shown + " twice");
  }

  @Test
  void refusesNumbersBeyondTheirType() {
    assertRefusedWhenRead(Protobuf.tensor(3, 1).number(5, 128), "holds 128, wanted -128 to 127");
    assertRefusedWhenRead(Protobuf.tensor(2, 1).number(5, -1), "holds -1, wanted 0 to 255");
    assertRefusedWhenRead(Protobuf.tensor(9, 1).number(5, 2), "holds 2, wanted 0 to 1");
    assertRefusedWhenRead(Protobuf.tensor(10, 1).number(5, 65536), "wanted 0 to 65535");
  }

  @Test
  void refusesMoreTensorsThanMemoryShouldHold() {
    ByteArrayOutputStream graph = new ByteArrayOutputStream();
    for (int i = 0; i < 100_000; i++) {
      Protobuf tensor = new Protobuf().number(1, 0).number(2, 1).text(8, "t" + i);
      graph.writeBytes(new Protobuf().sized(5, tensor).bytes());
    }
    byte[] model = new Protobuf().number(1, 7).sized(7, graph.toByteArray()).bytes();
    assertRefused(model, "has more tensors, names and metadata than a network needs");
  }

  @Test
  void passesOverDeepNestingWithoutEnteringIt() {
    Protobuf nested = new Protobuf();
    for (int depth = 0; depth < 5_000; depth++) {
      nested = new Protobuf().sized(1, nested);
    }
    byte[] model = Protobuf.model().sized(7, nested).bytes();
    assertRefused(model, "has two graphs");
    byte[] graphOfNodes = new Protobuf().number(1, 7).sized(7, nested).bytes();
    try (OnnxFile file = open(graphOfNodes)) {
      assertThat(file.tensors()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"raw.onnx", "typed.onnx", "unpacked.onnx", "torch.onnx"})
  void refusesEveryFileCutShortInItsGraph(String name) throws IOException {
    byte[] sound = resource(name);
    // What follows the graph in a file of these is shorter than this.
    for (int length = sound.length - 110; length >= 0; length -= 7) {
      assertRefused(Arrays.copyOf(sound, length), "");
    }
  }

  @Test
  void neverFailsOtherwiseThanWithItsOwnErrorOnDamagedBytes() throws IOException {
    List<byte[]> sound =
        List.of(
            resource("raw.onnx"),
            resource("typed.onnx"),
            resource("unpacked.onnx"),
            resource("torch.onnx"));
    Random random = new Random(31);
    int read = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = damage(sound.get(round % sound.size()), random);
      OnnxFile.recognises(FileBytes.of("model x", damaged));
      try (OnnxFile file = open(damaged)) {
        for (TensorInfo info : file.tensors()) {
          assertThat(file.bytes(info.name()).remaining()).isEqualTo((int) info.byteLength());
        }
        read++;
      } catch (ModelFormatException e) {
        assertThat(e).hasMessageStartingWith("model x");
      }
    }
    // Damage to a number or a node leaves a file that can be read; most other damage does not.
    assertThat(read).isBetween(1_000, 15_000);
  }

  private static byte[] damage(byte[] sound, Random random) {
    boolean cut = random.nextInt(8) == 0;
    byte[] damaged = Arrays.copyOf(sound, cut ? random.nextInt(sound.length + 4) : sound.length);
    for (int i = random.nextInt(4); i >= 0 && damaged.length > 0; i--) {
      int place = random.nextInt(damaged.length);
      boolean bit = random.nextBoolean();
      damaged[place] = (byte) (bit ? damaged[place] ^ 1 << random.nextInt(8) : random.nextInt(256));
    }
    return damaged;
  }

  private static void assertRefused(byte[] content, String message) {
    assertThatThrownBy(() -> open(content))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("model x")
        .hasMessageContaining(message);
  }

  private static void assertRefusedWhenRead(Protobuf tensor, String message) {
    try (OnnxFile file = open(Protobuf.model(tensor).bytes())) {
      assertThatThrownBy(() -> file.bytes("t"))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageStartingWith("model x: tensor t ")
          .hasMessageContaining(message);
    }
  }

  private static OnnxFile open(byte[] content) {
    return new OnnxFile(FileBytes.of("model x", content));
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream stream = DamagedOnnxTest.class.getResourceAsStream(name)) {
      return stream.readAllBytes();
    }
  }
}
