package dev.deepmatting.dl4j.internal.weights.onnx;

import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.error.ModelFormatException;
import java.nio.ByteBuffer;

/** Numbers of the protobuf wire format at any place of a file, read through a small window. */
final class WireBytes {
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

  /** Reads seven bits a byte, the lowest first, until a byte has no highest bit. */
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
    throw damaged("a number without end", start);
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

  /** The position's index in the window, which is moved there if need be. */
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
