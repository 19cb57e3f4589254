package dev.deepmatting.dl4j.internal.weights.torch;

import static dev.deepmatting.dl4j.internal.weights.torch.Refusals.assertRefused;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Legacy streams that are damaged or that lie. */
class LegacyRefusalTest {
  private static PickleBuilder start() {
    return PickleBuilder.start();
  }

  static Stream<Arguments> streams() {
    byte[] number = start().number(1).stop();
    byte[] big = start().op('}').text("little_endian").op(0x89, 's').stop();
    byte[] twoKeys = LegacyBuilder.keys("0", "0");
    return Stream.of(
        legacy("is a pickle without PyTorch's magic number", file -> file.magic = number),
        legacy("is of the value 1 as its version, wanted 1001", file -> file.version = number),
        legacy("was written big endian", file -> file.system = big),
        legacy("was written big endian", file -> file.system = number),
        legacy("has the value 1 as its storages", file -> file.keys = number),
        legacy("has a list of 0 as its storages", file -> file.keys = LegacyBuilder.keys()),
        legacy("has a list of 2 as its storages", file -> file.keys = twoKeys),
        legacy("lists the storage 1, which no", file -> file.keys = LegacyBuilder.keys("1")),
        legacy("has the value 1 where text belongs", file -> file.keys = numberAsKey()),
        legacy("has None for a storage", file -> file.magic = start().op('N', 'Q').stop()),
        legacy("storage 0 of 4 numbers", file -> file.storages = LegacyBuilder.storage(4, 16)),
        legacy("storage 0 of -1 numbers", file -> file.storages = LegacyBuilder.storage(-1, 12)),
        legacy("with 8 bytes left, wanted 3", file -> file.storages = LegacyBuilder.storage(3, 8)),
        legacy("has 1 bytes after its last", file -> file.storages = LegacyBuilder.storage(3, 13)),
        legacy("wanted 8 from byte", file -> file.storages = new byte[4]),
        legacy("with 12 bytes left, wanted 1152921504606846975", file -> file.value = huge()),
        legacy(
            "a part of 9223372036854775807 numbers from 1",
            file -> file.value = part(1, -1L >>> 1)),
        legacy("a part of 3 numbers from 1 of a storage of 3", file -> file.value = part(1, 3)),
        legacy("a part of 1 numbers from -1", file -> file.value = part(-1, 1)),
        legacy("reaches beyond its storage 0", file -> file.value = part(1, 2)),
        legacy("lists the storage 0 twice", LegacyRefusalTest::twoStoragesAndOneKeyTwice));
  }

  @ParameterizedTest
  @MethodSource("streams")
  void refusesLegacyStreams(String message, LegacyBuilder stream) {
    assertRefused(stream.build(), message);
  }

  private static Arguments legacy(String message, Consumer<LegacyBuilder> change) {
    LegacyBuilder builder = LegacyBuilder.sound();
    change.accept(builder);
    return arguments(message, builder);
  }

  private static byte[] numberAsKey() {
    return start().op(']').number(1).op('a').stop();
  }

  private static byte[] huge() {
    return PickleBuilder.oneTensor(
        "FloatStorage", Long.MAX_VALUE / 8, 0, new long[] {3}, new long[] {1});
  }

  /** A tensor of three floats in a part of a storage. */
  private static byte[] part(long offset, long elements) {
    return start()
        .op('}')
        .text("a")
        .global("torch._utils", "_rebuild_tensor_v2")
        .op('(', '(')
        .text("storage")
        .global("torch", "FloatStorage")
        .text("0")
        .text("cpu")
        .number(3)
        .op('(')
        .text("1")
        .number(offset)
        .number(elements)
        .op('t', 't', 'Q')
        .rebuild(0, new long[] {3}, new long[] {1})
        .op('s')
        .stop();
  }

  private static void twoStoragesAndOneKeyTwice(LegacyBuilder file) {
    file.value =
        start()
            .op('}')
            .text("a")
            .tensor("FloatStorage", "0", 0, 0, new long[] {0}, new long[] {1})
            .op('s')
            .text("b")
            .tensor("FloatStorage", "1", 0, 0, new long[] {0}, new long[] {1})
            .op('s')
            .stop();
    file.keys = LegacyBuilder.keys("0", "0");
    file.storages = new byte[16];
  }
}
