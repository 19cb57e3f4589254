package dev.deepmatting.dl4j.internal.weights.torch;

import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.error.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of one pickle, or of several in a row, read in pieces and never beyond their end. It
 * also counts the values created from them, so that a few bytes cannot take a lot of memory.
 */
final class PickleInput {
  /** Far beyond the pickles of real checkpoints, which store numbers outside. */
  static final long MOST_BYTES = 32L << 20;

  /** The longest single text. */
  static final int LONGEST_TEXT = 1 << 20;

  /** Most values and instructions: enough for tens of thousands of tensors. */
  static final int MOST_VALUES = 1 << 21;

  private static final int PIECE = 1 << 16;
  private static final int LONGEST_LINE = 1024;

  private final FileBytes source;
  private final long start;
  private final long end;
  private ByteBuffer piece = ByteBuffer.allocate(0);
  private long pieceEnd;
  private int values;

  PickleInput(FileBytes source, long start, long end) {
    this.source = source;
    this.start = start;
    this.end = end;
    this.pieceEnd = start;
  }

  /** Returns the position in the file of the next byte. */
  long position() {
    return pieceEnd - piece.remaining();
  }

  boolean atEnd() {
    return position() == end;
  }

  /** Counts values before they are created. */
  void charge(int count) {
    values += count;
    if (values > MOST_VALUES) {
      throw damaged("makes more than " + MOST_VALUES + " values");
    }
  }

  int unsignedByte() {
    // By far the most frequent call, so it avoids a new buffer.
    return (piece.hasRemaining() ? piece : bytes(1)).get() & 0xff;
  }

  int unsignedShort() {
    return bytes(2).getShort() & 0xffff;
  }

  int signedInt() {
    return bytes(4).getInt();
  }

  long unsignedInt() {
    return bytes(4).getInt() & 0xffffffffL;
  }

  long signedLong() {
    return bytes(8).getLong();
  }

  /** Reads a float: pickles write floats big-endian, and everything else little-endian. */
  double bigEndianDouble() {
    return bytes(8).order(ByteOrder.BIG_ENDIAN).getDouble();
  }

  /** Reads bytes as Latin-1 text. */
  String latin1(long length) {
    requireText(length);
    return new String(bytes(length).array(), StandardCharsets.ISO_8859_1);
  }

  String utf8(long length) {
    requireText(length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes(length)).toString();
    } catch (CharacterCodingException e) {
      throw damaged("has text that is not UTF-8");
    }
  }

  private void requireText(long length) {
    requireLeft(length);
    if (length > LONGEST_TEXT) {
      throw damaged("has a text of " + length + " bytes, wanted at most " + LONGEST_TEXT);
    }
  }

  /** Reads characters up to the end of the line, exclusive. */
  String line() {
    StringBuilder line = new StringBuilder();
    for (int letter = unsignedByte(); letter != '\n'; letter = unsignedByte()) {
      if (line.length() == LONGEST_LINE) {
        throw damaged("has a line of more than " + LONGEST_LINE + " characters");
      }
      line.append((char) letter);
    }
    return line.toString();
  }

  /**
   * Reads bytes, after checking that there are enough.
   *
   * @return a new buffer
   */
  ByteBuffer bytes(long length) {
    requireLeft(length);
    ByteBuffer target = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
    while (target.hasRemaining()) {
      if (!piece.hasRemaining()) {
        piece = source.read(pieceEnd, (int) Math.min(PIECE, end - pieceEnd));
        pieceEnd += piece.remaining();
      }
      int count = Math.min(target.remaining(), piece.remaining());
      target.put(piece.slice(piece.position(), count));
      piece.position(piece.position() + count);
    }
    return target.flip();
  }

  /** Checks that a declared length does not exceed the remaining bytes. */
  void requireLeft(long length) {
    long position = position();
    if (length < 0 || length > end - position) {
      throw damaged(
          "is cut short: it has "
              + (end - position)
              + " bytes left, wanted "
              + Long.toUnsignedString(length));
    }
    if (length > MOST_BYTES - (position - start)) {
      throw damaged("has more than " + MOST_BYTES + " bytes");
    }
  }

  ModelFormatException damaged(String what) {
    return new ModelFormatException(
        source.origin() + ": the pickle " + what + ", at byte " + position() + " of the file");
  }

  /** Returns an error that is not about the pickle's format. */
  ModelFormatException refused(String what) {
    return new ModelFormatException(source.origin() + " " + what);
  }
}
