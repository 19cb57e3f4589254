package dev.deepmatting.dl4j.internal.weights.torch;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles one instruction after the other, sound ones and others. */
final class PickleBuilder {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** A pickle of protocol 2. */
  static PickleBuilder start() {
    return new PickleBuilder().op(0x80, 2);
  }

  /** Instructions and bytes as they are. */
  PickleBuilder op(int... values) {
    for (int value : values) {
      bytes.write(value);
    }
    return this;
  }

  PickleBuilder ascii(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  PickleBuilder repeat(int count, int... values) {
    for (int i = 0; i < count; i++) {
      op(values);
    }
    return this;
  }

  PickleBuilder text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    op('X').littleEndian(utf8.length, 4);
    bytes.writeBytes(utf8);
    return this;
  }

  PickleBuilder number(long number) {
    return op(0x8a, 8).littleEndian(number, 8);
  }

  PickleBuilder number(BigInteger number) {
    byte[] bigEndian = number.toByteArray();
    op(0x8a, bigEndian.length);
    for (int i = bigEndian.length - 1; i >= 0; i--) {
      bytes.write(bigEndian[i]);
    }
    return this;
  }

  PickleBuilder littleEndian(long number, int length) {
    byte[] all = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array();
    bytes.write(all, 0, length);
    return this;
  }

  PickleBuilder global(String module, String name) {
    return ascii("c" + module + "\n" + name + "\n");
  }

  PickleBuilder numbers(long... numbers) {
    op('(');
    for (long number : numbers) {
      number(number);
    }
    return op('t');
  }

  /** The id of a storage; {@code legacy} adds the sixth value. */
  PickleBuilder storage(String type, String key, long elements, boolean legacy) {
    op('(').text("storage").global("torch", type).text(key).text("cpu").number(elements);
    return (legacy ? op('N') : this).op('t', 'Q');
  }

  /** A tensor over the storage on top of the stack, which stands after the mark of arguments. */
  PickleBuilder rebuild(long offset, long[] sizes, long[] strides) {
    return number(offset)
        .numbers(sizes)
        .numbers(strides)
        .op(0x89)
        .global("collections", "OrderedDict")
        .op(')', 'R', 't', 'R');
  }

  PickleBuilder tensor(
      String type, String key, long elements, long offset, long[] sizes, long[] strides) {
    return global("torch._utils", "_rebuild_tensor_v2")
        .op('(')
        .storage(type, key, elements, false)
        .rebuild(offset, sizes, strides);
  }

  byte[] stop() {
    op('.');
    return bytes.toByteArray();
  }

  /** A state dict of one tensor {@code a} of three floats in the storage 0. */
  static byte[] sound() {
    return oneTensor("FloatStorage", 3, 0, new long[] {3}, new long[] {1});
  }

  /** A state dict of one tensor {@code a} in the storage 0. */
  static byte[] oneTensor(String type, long elements, long offset, long[] sizes, long[] strides) {
    return start()
        .op('}')
        .text("a")
        .tensor(type, "0", elements, offset, sizes, strides)
        .op('s')
        .stop();
  }
}
