package dev.deepmatting.image;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.check.Calls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import org.jspecify.annotations.Nullable;

/** Reads what a file says about its pixels, without decoding them. */
final class PropertiesReader {
  private static final int START_BYTES = 12;
  private static final int JPEG = 0xffd8ff;

  private PropertiesReader() {}

  static ImageProperties read(ImageInput input) {
    Calls.requireNotInterrupted("reading " + input.name());
    input.requireFound();
    try {
      return declared(input).properties();
    } catch (ClosedByInterruptException e) {
      throw ImageLoader.damaged(input, e);
    } catch (IOException e) {
      throw new InvalidInputException(input + " cannot be read: " + e, e);
    }
  }

  /** Returns what a file of a known format declares; nothing for other or damaged files. */
  static Declared declared(ImageInput input) throws IOException {
    try (SeekableByteChannel channel = input.channel()) {
      return declared(new FileBytes(channel));
    }
  }

  private static Declared declared(FileBytes bytes) throws IOException {
    ByteBuffer start = bytes.at(0, START_BYTES);
    if (start == null) {
      return Declared.NOTHING;
    }
    if (start.getLong(0) == PngHeader.SIGNATURE) {
      return PngProperties.read(bytes);
    }
    if (start.getInt(0) >>> Byte.SIZE == JPEG) {
      return JpegProperties.read(bytes);
    }
    if (TiffDirectory.startsWith(start.getInt(0))) {
      return TiffPages.of(bytes::at).declared();
    }
    return WebpProperties.matches(start) ? WebpProperties.read(bytes) : Declared.NOTHING;
  }

  /** Reads pieces of a file, by offsets and lengths that cannot be trusted. */
  static final class FileBytes {
    private final SeekableByteChannel channel;
    private final long size;

    FileBytes(SeekableByteChannel channel) throws IOException {
      this.channel = channel;
      size = channel.size();
    }

    /** Returns a piece, big-endian, or null if the file does not contain all of it. */
    @Nullable ByteBuffer at(long offset, int length) throws IOException {
      if (offset < 0 || length < 0 || offset > size - length) {
        return null;
      }
      ByteBuffer piece = ByteBuffer.allocate(length);
      channel.position(offset);
      while (piece.hasRemaining()) {
        if (channel.read(piece) < 0) {
          return null;
        }
      }
      return piece.flip();
    }
  }
}
