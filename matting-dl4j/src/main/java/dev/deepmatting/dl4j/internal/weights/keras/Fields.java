package dev.deepmatting.dl4j.internal.weights.keras;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The fields of one structure in order; reading beyond its end is an error of the file. */
final class Fields {
  private final Hdf5Bytes file;
  private final String what;
  private final ByteBuffer bytes;

  Fields(Hdf5Bytes file, String what, ByteBuffer bytes) {
    this.file = file;
    this.what = what;
    this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  String what() {
    return what;
  }

  /** Returns the whole structure, whatever has been read of it. */
  ByteBuffer all() {
    return bytes.duplicate().clear().order(ByteOrder.LITTLE_ENDIAN);
  }

  int position() {
    return bytes.position();
  }

  int remaining() {
    return bytes.remaining();
  }

  private void require(long count) {
    if (count < 0 || count > bytes.remaining()) {
      throw file.refused(
          what + " ends too early: " + bytes.remaining() + " bytes left, wanted " + count);
    }
  }

  int u8() {
    require(1);
    return bytes.get() & 0xff;
  }

  int u16() {
    require(Short.BYTES);
    return bytes.getShort() & 0xffff;
  }

  long u32() {
    require(Integer.BYTES);
    return Integer.toUnsignedLong(bytes.getInt());
  }

  /**
   * Reads an address or length; one of 2^63 or more becomes negative and fails where it is used.
   */
  long u64() {
    require(Long.BYTES);
    return bytes.getLong();
  }

  /** Reads an unsigned number of one to eight bytes. */
  long unsigned(int count) {
    require(count);
    long value = 0;
    for (int i = 0; i < count; i++) {
      value |= (bytes.get() & 0xffL) << 8 * i;
    }
    return value;
  }

  byte[] bytes(int count) {
    require(count);
    byte[] values = new byte[count];
    bytes.get(values);
    return values;
  }

  Fields part(long count, String name) {
    require(count);
    ByteBuffer part = bytes.slice(bytes.position(), (int) count);
    skip(count);
    return new Fields(file, name, part);
  }

  Fields skip(long count) {
    require(count);
    bytes.position(bytes.position() + (int) count);
    return this;
  }

  /** Reads text of a fixed length, up to its first zero. */
  String text(int count) {
    String text = new String(bytes(count), StandardCharsets.UTF_8);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  int expect(String field, int... allowed) {
    int value = u8();
    for (int candidate : allowed) {
      if (value == candidate) {
        return value;
      }
    }
    StringBuilder wanted = new StringBuilder();
    for (int candidate : allowed) {
      wanted.append(wanted.isEmpty() ? "" : " or ").append(candidate);
    }
    throw file.refused(what + " has " + field + " " + value + ", wanted " + wanted);
  }
}
