package dev.deepmatting.dl4j.internal.weights.torch;

import static dev.deepmatting.dl4j.internal.weights.torch.Refusals.assertRefused;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pickles that are damaged or ask for too much, each refused in both containers for what is wrong.
 */
class PickleRefusalTest {
  private static PickleBuilder start() {
    return PickleBuilder.start();
  }

  static Stream<Arguments> pickles() {
    long max = Long.MAX_VALUE;
    long[] three = {3};
    long[] one = {1};
    return Stream.of(
        arguments("nests deeper than 1000", start().repeat(5000, '(')),
        arguments("has the memo number 4294967295", start().op('N', 'r', 255, 255, 255, 255)),
        arguments("recalls memo number 7", start().op('h', 7)),
        arguments("recalls memo number 4294967295", start().op('j', 255, 255, 255, 255)),
        arguments("makes more than 2097152 values", start().repeat(2_100_000, 'N', '0')),
        arguments("makes more than 2097152 values", repeatedCopies()),
        arguments("takes a value from an empty stack", start().op('0')),
        arguments("takes a value from an empty stack", start().op('N', '(', 0x85)),
        arguments("goes back to a mark", start().op('t')),
        arguments("ends with 1 values too many", start().op('N', 'N')),
        arguments("bytes left, wanted 4294967295", start().op('X', 255, 255, 255, 255)),
        arguments("wanted 18446744073709551615", start().op('T', 255, 255, 255, 255)),
        arguments("wanted 9223372036854775807", start().op(0x8d).littleEndian(max, 8)),
        arguments("wanted 9223372036854775807", start().op(0x95).littleEndian(max, 8)),
        arguments("has a number of 65536 bytes", start().op(0x8b).littleEndian(65536, 4)),
        arguments("has a text of 1048577 bytes", start().text("x".repeat(1048577))),
        arguments("has a number of 81 characters", start().op('I').repeat(81, '1').op('\n')),
        arguments("text that is not UTF-8", start().op(0x8c, 1, 0xff)),
        arguments("a line of more than 1024", start().op('L').repeat(2000, '1')),
        arguments("has '1_0L' where a number", start().ascii("L1_0L\n")),
        arguments("protocol 9, wanted at most 5", new PickleBuilder().op(0x80, 9)),
        arguments("instruction 0x82", start().op(0x82, 1)),
        arguments("appends to a dict of 0", start().op('}', 'N', 'a')),
        arguments("sets an item of a list of 0", start().op(']', 'N', 'N', 's')),
        arguments("sets a key without a value", start().op('}', '(', 'N', 'u')),
        arguments("sets the state of a list of 0", start().op(']', '}', 'b')),
        arguments("makes more than 2097152 values", repeatedStates()),
        arguments("has the device x", call("torch", "device", "x".repeat(33))),
        arguments("makes bytes of the text 'x'", call("__builtin__", "bytes", "x")),
        arguments("has the text 'x' where a list belongs", call("builtins", "set", "x")),
        arguments("has something else where a function", call("builtins", "int", "7")),
        arguments("has the text 'f' where a function", start().text("f").op(')', 'R')),
        arguments("has None where a list of arg", start().global("torch", "Size").op('N', 'R')),
        arguments("gives 0 values, wanted a list", start().global("torch", "Size").op(')', 'R')),
        arguments("has the text 'x' for a storage", start().text("x").op('Q')),
        arguments("holds a 'module', wanted tensors", start().text("module").op(0x85, 'Q')),
        arguments("storage of -1 numbers", start().storage("FloatStorage", "0", -1, false)),
        arguments(
            "storage of 9223372036854775807", start().storage("FloatStorage", "0", max, false)),
        arguments("describes the storage 0 in two ways", twoStorages("FloatStorage", 4)),
        arguments("describes the storage 0 in two ways", twoStorages("IntStorage", 3)),
        arguments("begins at number -1", tensor(-1, three, one)),
        arguments("begins at number 4", tensor(4, new long[] {0}, one)),
        arguments("reaches beyond its storage 0", tensor(1, three, one)),
        arguments("begins at number 9223372036854775807", tensor(max, three, one)),
        arguments("reaches beyond its storage 0", tensor(0, three, new long[] {max})),
        arguments(
            "reaches beyond its storage 0",
            tensor(0, new long[] {2, 2}, new long[] {max / 2 + 2, max / 2 + 2})),
        arguments("the stride -1, wanted 0 or more", tensor(2, three, new long[] {-1})),
        arguments(
            "numbers of its storage more than once",
            tensor(0, new long[] {1 << 28}, new long[] {0})),
        arguments(
            "numbers of its storage more than once",
            tensor(0, new long[] {2, 2}, new long[] {1, 1})),
        arguments("the sizes [-3]", tensor(0, new long[] {-3}, one)),
        arguments(
            "the sizes [65536, 65536]",
            tensor(0, new long[] {65536, 65536}, new long[] {65536, 1})),
        arguments(
            "the sizes [600000000], more than 2 GiB", tensor(0, new long[] {600_000_000}, one)),
        arguments("of 2 sizes and 1 strides", tensor(0, new long[] {3, 1}, one)),
        arguments("of 33 sizes and 33 strides", tensor(0, new long[33], new long[33])),
        arguments("has a tensor with flags", flagged()),
        arguments("the NumPy type O8, wanted a number's", numpy("O8", "<", "01234567")),
        arguments("the byte order =", numpy("f8", "=", "01234567")),
        arguments("has 3 bytes for a NumPy number, wanted 8", numpy("f8", "<", "012")),
        arguments(
            "bytes encoded as rot13",
            start().global("_codecs", "encode").text("x").text("rot13").op(0x86, 'R')));
  }

  @ParameterizedTest
  @MethodSource("pickles")
  void refusesPickles(String message, PickleBuilder pickle) {
    byte[] content = pickle.stop();
    assertRefused(ZipBuilder.of(content).build(), message);
    assertRefused(new LegacyBuilder(content).build(), message);
  }

  /** A long list that is given to OrderedDict again and again. */
  private static PickleBuilder repeatedCopies() {
    PickleBuilder pickle = start().op(']', 'q', 0, '(');
    pickle.repeat(10_000, ')', ')', 0x86).op('e', '0').global("collections", "OrderedDict");
    return pickle.op('q', 1).repeat(10_000, 'h', 1, 'h', 0, 0x85, 'R', '0');
  }

  /** A namespace whose state is itself, so that it doubles. */
  private static PickleBuilder repeatedStates() {
    PickleBuilder pickle = start().global("argparse", "Namespace").op(')', 0x81, 'q', 0);
    return pickle.op('}', 'N', 'N', 's', 'b').repeat(100, 'h', 0, 'b');
  }

  private static PickleBuilder call(String module, String name, String argument) {
    return start().global(module, name).text(argument).op(0x85, 'R');
  }

  private static PickleBuilder twoStorages(String type, long elements) {
    return start()
        .storage("FloatStorage", "0", 3, false)
        .op('0')
        .storage(type, "0", elements, false);
  }

  private static PickleBuilder tensor(long offset, long[] sizes, long[] strides) {
    return start().op('}').text("a").tensor("FloatStorage", "0", 3, offset, sizes, strides).op('s');
  }

  private static PickleBuilder flagged() {
    return start()
        .global("torch._utils", "_rebuild_tensor_v2")
        .op('(')
        .storage("FloatStorage", "0", 3, false)
        .number(0)
        .numbers(3)
        .numbers(1)
        .op(0x89, 'N', '}')
        .text("conj")
        .op(0x88, 's', 't', 'R');
  }

  private static PickleBuilder numpy(String code, String order, String bytes) {
    return start()
        .global("numpy.core.multiarray", "scalar")
        .global("numpy", "dtype")
        .text(code)
        .op(0x89, 0x88, 0x87, 'R', '(', 'K', 3)
        .text(order)
        .op('N', 't', 'b')
        .text(bytes)
        .op(0x86, 'R');
  }
}
