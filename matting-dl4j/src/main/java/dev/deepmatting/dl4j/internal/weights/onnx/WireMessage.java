package dev.deepmatting.dl4j.internal.weights.onnx;

import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.error.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/**
 * The fields of one protobuf message in order. A field's content stays in the file until it is
 * requested. Groups, which ONNX does not use, are refused.
 */
final class WireMessage {
  static final int NUMBER = 0;
  static final int EIGHT_BYTES = 1;
  static final int SIZED = 2;
  static final int FOUR_BYTES = 5;

  private static final long LARGEST_FIELD = (1 << 29) - 1;

  private final WireBytes bytes;
  private final String type;
  private final long first;
  private final long limit;
  private long nextField;
  private int field;
  private int wireType;
  private long start;
  private long length;

  private WireMessage(WireBytes bytes, String type, long first, long limit) {
    this.bytes = bytes;
    this.type = type;
    this.first = first;
    this.limit = limit;
    this.nextField = first;
  }

  /** Reads the whole file as a message. */
  static WireMessage of(FileBytes source, String type) {
    return new WireMessage(new WireBytes(source), type, 0, source.length());
  }

  /** Returns this message again, from its first field on. */
  WireMessage again() {
    return new WireMessage(bytes, type, first, limit);
  }

  /** Returns the position of the message in the file. */
  long first() {
    return first;
  }

  /** Moves to the next field; returns false after the last. */
  boolean next() {
    if (nextField >= limit) {
      return false;
    }
    bytes.seek(nextField);
    long tag = bytes.varint(limit);
    if (tag >>> 3 == 0 || tag >>> 3 > LARGEST_FIELD) {
      throw bytes.damaged(type + " has a field numbered " + (tag >>> 3), nextField);
    }
    field = (int) (tag >>> 3);
    wireType = (int) (tag & 7);
    start = bytes.position();
    length = lengthOfValue();
    if (length < 0 || length > limit - start) {
      throw damaged(
          Long.toUnsignedString(length) + " bytes, but " + (limit - start) + " bytes follow");
    }
    nextField = start + length;
    return true;
  }

  private long lengthOfValue() {
    switch (wireType) {
      case NUMBER:
        bytes.varint(limit);
        return bytes.position() - start;
      case EIGHT_BYTES:
        return Long.BYTES;
      case FOUR_BYTES:
        return Integer.BYTES;
      case SIZED:
        long size = bytes.varint(limit);
        start = bytes.position();
        return size;
      default:
        throw damaged("wire type " + wireType);
    }
  }

  int field() {
    return field;
  }

  boolean isSized() {
    return wireType == SIZED;
  }

  void requireSized() {
    require(SIZED);
  }

  /** Returns the position of the field's value in the file. */
  long start() {
    return start;
  }

  long length() {
    return length;
  }

  long number() {
    require(NUMBER);
    bytes.seek(start);
    return bytes.varint(limit);
  }

  /** Returns the message inside a field. */
  WireMessage message(String innerType) {
    require(SIZED);
    return new WireMessage(bytes, innerType, start, start + length);
  }

  /** Reads text up to a number of bytes. */
  String text(int longest) {
    require(SIZED);
    if (length > longest) {
      throw damaged("a text of " + length + " bytes, wanted at most " + longest);
    }
    ByteBuffer text = ByteBuffer.allocate((int) length);
    copy(text);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(text.flip()).toString();
    } catch (CharacterCodingException e) {
      throw damaged("a text that is not UTF-8");
    }
  }

  /** Reads the numbers of a repeated field, stored one by one or packed. */
  void numbers(LongConsumer consumer) {
    if (wireType == NUMBER) {
      consumer.accept(number());
      return;
    }
    require(SIZED);
    long end = start + length;
    long place = start;
    while (place < end) {
      bytes.seek(place);
      long value = bytes.varint(end);
      place = bytes.position();
      consumer.accept(value);
    }
  }

  /** Requires numbers of a fixed length, stored one by one with their wire type or packed. */
  void requireFixed(int alone, int bytesEach) {
    require(wireType == SIZED ? SIZED : alone);
    if (length % bytesEach != 0) {
      throw damaged(length + " bytes, wanted a multiple of " + bytesEach);
    }
  }

  /** Copies the first bytes of the field's value until the target is full. */
  void copy(ByteBuffer target) {
    bytes.seek(start);
    bytes.copy(target);
  }

  private void require(int wanted) {
    if (wireType != wanted) {
      throw damaged("wire type " + wireType + ", wanted " + wanted);
    }
  }

  private RuntimeException damaged(String what) {
    return bytes.damaged(type + " field " + field + " has " + what, start);
  }

  /**
   * Reads numbers of the protobuf wire format at any position of a file, through a small window.
   */
  static final class WireBytes {
    private static final int WINDOW = 1 << 13;
    private static final int LONGEST_VARINT = 10;

    private final FileBytes source;
    private ByteBuffer window = ByteBuffer.allocate(0);
    private long windowStart;
    private long position;

    WireBytes(FileBytes source) {
      this.source = source;
    }

    FileBytes source() {
      return source;
    }

    long position() {
      return position;
    }

    void seek(long place) {
      position = place;
    }

    /** Reads seven bits per byte, the lowest first, until a byte's highest bit is 0. */
    long varint(long limit) {
      long start = position;
      long value = 0;
      for (int i = 0; i < LONGEST_VARINT && position < limit; i++) {
        byte part = next();
        value |= (part & 0x7fL) << 7 * i;
        if (part >= 0) {
          return value;
        }
      }
      throw damaged("an unterminated number", start);
    }

    /** Copies bytes from the position on until the target is full. */
    void copy(ByteBuffer target) {
      while (target.hasRemaining()) {
        int index = index();
        int count = Math.min(target.remaining(), window.limit() - index);
        target.put(window.slice(index, count));
        position += count;
      }
    }

    ModelFormatException damaged(String what, long place) {
      return new ModelFormatException(
          source.origin() + " is a damaged ONNX file: " + what + " at byte " + place);
    }

    private byte next() {
      int index = index();
      position++;
      return window.get(index);
    }

    /** Returns the position's index in the window, which moves there if necessary. */
    private int index() {
      long index = position - windowStart;
      if (index < 0 || index >= window.limit()) {
        int count = (int) Math.max(1, Math.min(WINDOW, source.length() - position));
        window = source.read(position, count);
        windowStart = position;
        return 0;
      }
      return (int) index;
    }
  }
}
