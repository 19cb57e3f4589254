package dev.deepmatting.internal.file;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Builds a protobuf message: fields are appended in call order, whatever their numbers and values,
 * including zero. Not safe to share between threads.
 */
public final class ProtobufMessage {
  private static final int VARINT = 0;
  private static final int EIGHT_BYTES = 1;
  private static final int SIZED = 2;
  private static final int FOUR_BYTES = 5;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Creates an empty message. */
  public ProtobufMessage() {}

  /**
   * Appends a field of type int32, int64, uint32, uint64, bool or enum.
   *
   * @param field its number
   * @param value its value
   * @return this message
   */
  public ProtobufMessage number(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  /**
   * Appends a field of type float.
   *
   * @param field its number
   * @param value its value
   * @return this message
   */
  public ProtobufMessage number(int field, float value) {
    tag(field, FOUR_BYTES);
    littleEndian(Float.floatToRawIntBits(value), Float.BYTES);
    return this;
  }

  /**
   * Appends a field of type double.
   *
   * @param field its number
   * @param value its value
   * @return this message
   */
  public ProtobufMessage number(int field, double value) {
    tag(field, EIGHT_BYTES);
    littleEndian(Double.doubleToRawLongBits(value), Double.BYTES);
    return this;
  }

  /**
   * Appends a field of type string.
   *
   * @param field its number
   * @param value its value
   * @return this message
   */
  public ProtobufMessage text(int field, String value) {
    return content(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Appends a field of another message's type.
   *
   * @param field its number
   * @param value its value, as it is now
   * @return this message
   */
  public ProtobufMessage message(int field, ProtobufMessage value) {
    return content(field, value.toBytes());
  }

  /**
   * Appends a field of type bytes.
   *
   * @param field its number
   * @param content its value
   * @return this message
   */
  public ProtobufMessage content(int field, byte[] content) {
    head(field, content.length);
    bytes.writeBytes(content);
    return this;
  }

  /**
   * Begins a field whose content follows this message.
   *
   * @param field its number
   * @param contentLength how many bytes follow
   * @return this message
   */
  public ProtobufMessage head(int field, long contentLength) {
    tag(field, SIZED);
    varint(contentLength);
    return this;
  }

  /**
   * Appends all fields of another message.
   *
   * @param fields the other message, as it is now
   * @return this message
   */
  public ProtobufMessage append(ProtobufMessage fields) {
    bytes.writeBytes(fields.toBytes());
    return this;
  }

  /**
   * Returns the current length in bytes.
   *
   * @return bytes
   */
  public int length() {
    return bytes.size();
  }

  /**
   * Returns the message so far.
   *
   * @return a copy
   */
  public byte[] toBytes() {
    return bytes.toByteArray();
  }

  private void littleEndian(long bits, int count) {
    for (int i = 0; i < count; i++) {
      bytes.write((int) (bits >>> Byte.SIZE * i));
    }
  }

  private void tag(int field, int wireType) {
    varint((long) field << 3 | wireType);
  }

  /** Appends seven bits per byte, lowest first; the highest bit says that another byte follows. */
  private void varint(long value) {
    long rest = value;
    for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
      bytes.write((int) (rest & 0x7f | 0x80));
    }
    bytes.write((int) rest);
  }
}
