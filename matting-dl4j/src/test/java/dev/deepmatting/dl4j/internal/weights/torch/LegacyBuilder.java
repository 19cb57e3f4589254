package dev.deepmatting.dl4j.internal.weights.torch;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes streams as PyTorch did before 1.6. */
final class LegacyBuilder {
  static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);

  byte[] magic = PickleBuilder.start().number(MAGIC).stop();
  byte[] version = PickleBuilder.start().number(1001).stop();
  byte[] system = PickleBuilder.start().op('}').text("little_endian").op(0x88, 's').stop();
  byte[] value;
  byte[] keys = keys("0");
  byte[] storages = storage(3, 12);

  LegacyBuilder(byte[] value) {
    this.value = value;
  }

  /** A stream of the sound pickle and its storage. */
  static LegacyBuilder sound() {
    return new LegacyBuilder(PickleBuilder.sound());
  }

  static byte[] keys(String... keys) {
    PickleBuilder pickle = PickleBuilder.start().op(']', '(');
    for (String key : keys) {
      pickle.text(key);
    }
    return pickle.op('e').stop();
  }

  static byte[] storage(long elements, int bytes) {
    return ByteBuffer.allocate(8 + bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(elements).array();
  }

  /** All that stands before the storages. */
  byte[] head() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : new byte[][] {magic, version, system, value, keys}) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }

  byte[] build() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head());
    bytes.writeBytes(storages);
    return bytes.toByteArray();
  }
}
