package dev.deepmatting.dl4j.export;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A protobuf message in the making: fields are appended in the order of the calls. */
final class ProtobufMessage {
  private static final int VARINT = 0;
  private static final int SIZED = 2;
  private static final int FOUR_BYTES = 5;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  ProtobufMessage number(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  ProtobufMessage number(int field, float value) {
    tag(field, FOUR_BYTES);
    int bits = Float.floatToRawIntBits(value);
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      bytes.write(bits >>> shift);
    }
    return this;
  }

  ProtobufMessage text(int field, String value) {
    return content(field, value.getBytes(StandardCharsets.UTF_8));
  }

  ProtobufMessage message(int field, ProtobufMessage value) {
    return content(field, value.toBytes());
  }

  /** Begins a field whose content follows behind this message. */
  ProtobufMessage head(int field, long contentLength) {
    tag(field, SIZED);
    varint(contentLength);
    return this;
  }

  ProtobufMessage append(ProtobufMessage fields) {
    bytes.writeBytes(fields.toBytes());
    return this;
  }

  int length() {
    return bytes.size();
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  private ProtobufMessage content(int field, byte[] content) {
    head(field, content.length);
    bytes.writeBytes(content);
    return this;
  }

  private void tag(int field, int wireType) {
    varint((long) field << 3 | wireType);
  }

  /** Seven bits a byte, the lowest first; the highest bit says that another byte follows. */
  private void varint(long value) {
    long rest = value;
    for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
      bytes.write((int) (rest & 0x7f | 0x80));
    }
    bytes.write((int) rest);
  }
}
