package dev.deepmatting.dl4j.internal.weights.torch;

import static dev.deepmatting.dl4j.internal.weights.torch.Refusals.assertRefused;
import static dev.deepmatting.dl4j.internal.weights.torch.Refusals.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.error.ModelFormatException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pickles that name other Python objects than data, or hold no state dict. */
class CheckpointRefusalTest {
  @Test
  void readsTheFilesThatTheOthersAreVariantsOf() {
    byte[] wide = ZipBuilder.sound().with(zip -> zip.zip64 = true).build();
    for (byte[] sound :
        new byte[][] {ZipBuilder.sound().build(), wide, LegacyBuilder.sound().build()}) {
      try (TorchFile file = open(sound)) {
        assertThat(file.read("a").values()).containsExactly(0, 0, 0);
      }
    }
  }

  private static PickleBuilder start() {
    return PickleBuilder.start();
  }

  static Stream<Arguments> globals() {
    PickleBuilder systemCall =
        PickleBuilder.start().global("os", "system").text("id").op(0x85, 'R');
    PickleBuilder inDict =
        PickleBuilder.start().op('}').text("a").global("posix", "system").text("id").op(0x85, 'R');
    return Stream.of(
        arguments("os.system", systemCall),
        arguments("posix.system", inDict.op('s')),
        arguments("builtins.eval", PickleBuilder.start().text("builtins").text("eval").op(0x93)),
        arguments("__builtin__.getattr", PickleBuilder.start().global("__builtin__", "getattr")),
        arguments("os.system", new PickleBuilder().ascii("cos\nsystem\n(S'id'\ntR")),
        arguments("nt.system", PickleBuilder.start().op('(').ascii("int\nsystem\n")),
        arguments(
            "torch.serialization.load",
            PickleBuilder.start().global("torch.serialization", "load")),
        arguments("torch.os.system", PickleBuilder.start().global("torch", "os.system")),
        arguments(
            "x?y" + "z".repeat(97) + "...",
            PickleBuilder.start().global("x\ry" + "z".repeat(300), "w")));
  }

  @ParameterizedTest
  @MethodSource("globals")
  void namesThePythonObjectThatItRefuses(String name, PickleBuilder pickle) {
    byte[] content = pickle.stop();
    for (byte[] file :
        new byte[][] {
          ZipBuilder.of(content).build(), new LegacyBuilder(content).build(), content
        }) {
      assertThatThrownBy(() -> open(file))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageStartingWith(
              "model x asks for the Python object "
                  + name
                  + ", which is refused: wanted tensors, dicts, numbers and text only. Save the"
                  + " state_dict() alone");
    }
  }

  static Stream<Arguments> roots() {
    return Stream.of(
        arguments("holds a list of 1, wanted a dict", start().repeat(5000, ']').repeat(4999, 'a')),
        arguments("holds a list of 1, wanted a dict", start().op(']', 'q', 0, 'h', 0, 'a')),
        arguments("no dict of tensors within 4 levels, only a dict of 1", selfKeyed()),
        arguments("no dict of tensors within 4 levels, only a", laughs()),
        arguments("holds the value 7, wanted a dict", start().number(7)),
        arguments("no dict of tensors within 4 levels, only a, a", sameInnerDict()),
        arguments(
            "holds a single tensor, wanted a dict",
            start().tensor("FloatStorage", "0", 3, 0, new long[] {3}, new long[] {1})),
        arguments("has no dict of tensors within 4 levels, only nothing", start().op('}')),
        arguments(
            "has no dict of tensors within 4 levels, only optimizer, lr_scheduler",
            nested("optimizer", "lr_scheduler")),
        arguments(
            "has several dicts of tensors: generator, critic; wanted one of them alone",
            nested("generator", "optimizer", "critic")),
        arguments(
            "has a tensor whose name '" + "n".repeat(100) + "...' has 1025 characters, wanted at",
            twice("a", "n".repeat(1025))),
        arguments("has the tensor a twice", twice("a", "a")),
        arguments("has a tensor under None, wanted a name", twice("a", null)));
  }

  @ParameterizedTest
  @MethodSource("roots")
  void refusesWhatIsNoCheckpoint(String message, PickleBuilder pickle) {
    byte[] content = pickle.stop();
    assertRefused(ZipBuilder.of(content).build(), message);
    if (new String(content, StandardCharsets.ISO_8859_1).contains("storage")) {
      assertRefused(new LegacyBuilder(content).build(), message);
    }
  }

  /** A dict that holds one long dict many times: 9 * 10^10 items for whoever looks at each. */
  private static PickleBuilder sameInnerDict() {
    PickleBuilder pickle = start().op('}', 'q', 0, '(').repeat(300_000, 'N', 'N').op('u', '0');
    pickle.text("a").op('q', 1, '0', '}', '(');
    return pickle.repeat(300_000, 'h', 1, 'h', 0).op('u');
  }

  private static PickleBuilder nested(String... names) {
    PickleBuilder pickle = start().op('}');
    for (String name : names) {
      pickle.text(name).op('}');
      append(pickle, "w").op('s', 's');
    }
    return pickle;
  }

  private static PickleBuilder twice(String first, String second) {
    PickleBuilder pickle = append(start().op('}'), first).op('s');
    return append(pickle, second).op('s');
  }

  private static PickleBuilder append(PickleBuilder pickle, String name) {
    return (name == null ? pickle.op('N') : pickle.text(name))
        .tensor("FloatStorage", "0", 3, 0, new long[] {3}, new long[] {1});
  }

  /** A dict that is a key and a value of itself. */
  private static PickleBuilder selfKeyed() {
    return start().op('}', 'q', 0, 'h', 0, 'h', 0, 's');
  }

  /** Lists of ten times the list before: 10^60 items for whoever walks down. */
  private static PickleBuilder laughs() {
    PickleBuilder pickle = start().op('}').text("a").op(']', 'q', 0);
    for (int level = 1; level <= 60; level++) {
      pickle.op('0', ']', '(').repeat(10, 'h', level - 1).op('e', 'q', level);
    }
    return pickle.op('s');
  }

  @Test
  void refusesTensorsThatShareMoreThanTheFileHolds() {
    assertRefused(
        sharing(20).build(),
        "has tensors that share storages, of 8000000 bytes together in a file of 40");
    try (TorchFile file = open(sharing(18).build())) {
      assertThat(file.tensors()).hasSize(18);
    }
  }

  /** So many tensors of 400,000 bytes in one storage. */
  private static ZipBuilder sharing(int count) {
    PickleBuilder pickle = start().op('}');
    for (int i = 0; i < count; i++) {
      pickle.text("t" + i);
      pickle.tensor("FloatStorage", "0", 100_000, 0, new long[] {100_000}, new long[] {1}).op('s');
    }
    return ZipBuilder.of(pickle.stop()).remove(1).add("net/data/0", new byte[400_000]);
  }

  @Test
  void refusesEveryPrefixOfASoundFile() {
    for (byte[] sound : new byte[][] {ZipBuilder.sound().build(), LegacyBuilder.sound().build()}) {
      for (int length = 0; length < sound.length; length++) {
        byte[] cut = Arrays.copyOf(sound, length);
        assertThatThrownBy(() -> open(cut))
            .isInstanceOf(ModelFormatException.class)
            .hasMessageStartingWith("model x");
      }
    }
  }

  @Test
  void refusesTheTarArchivesOfTheFirstReleases() {
    byte[] tar = new byte[1024];
    System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
    assertThat(TorchFile.recognises(FileBytes.of("x", tar))).isTrue();
    assertRefused(tar, "is a tar archive as PyTorch wrote before 0.2, or a packed file");
  }

  @Test
  void refusesAPickleThatIsTooLong() {
    PickleBuilder pickle = start();
    byte[] content = new LegacyBuilder(pickle.text("x".repeat(33 << 20)).stop()).build();
    assertRefused(content, "has more than 33554432 bytes");
  }

  @Test
  void readsNumbersOfEitherByteOrderAndAnyLength() {
    byte[] pickle =
        start()
            .op('}', '(')
            .text("big")
            .number(BigInteger.TWO.pow(200))
            .text("none")
            .op(0x8a, 0)
            .text("line")
            .ascii("L-5L\n")
            .text("old")
            .ascii("I01\n")
            .text("a")
            .tensor("FloatStorage", "0", 3, 0, new long[] {3}, new long[] {1})
            .op('u')
            .stop();
    try (TorchFile file = open(ZipBuilder.of(pickle).build())) {
      assertThat(file.metadata())
          .containsEntry("big", BigInteger.TWO.pow(200).toString())
          .containsEntry("none", "0")
          .containsEntry("line", "-5")
          .containsEntry("old", "true");
    }
  }
}
