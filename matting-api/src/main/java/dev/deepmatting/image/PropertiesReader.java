package dev.deepmatting.image;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.check.Calls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads what a file says about its pixels, without decoding these. */
final class PropertiesReader {
  private static final int SIGNATURE_BYTES = 8;
  private static final int JPEG = 0xffd8ff;
  private static final int TIFF_LITTLE = 0x49492a00;
  private static final int TIFF_BIG = 0x4d4d002a;

  private PropertiesReader() {}

  static ImageProperties read(Path file) {
    Calls.requireNotInterrupted("reading " + file);
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new InvalidInputException(
          "file " + file + " does not exist or may not be read, wanted an image file");
    }
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      return read(new FileBytes(channel));
    } catch (ClosedByInterruptException e) {
      throw ImageLoader.damaged(file, e);
    } catch (IOException e) {
      throw new InvalidInputException("file " + file + " cannot be read: " + e, e);
    }
  }

  private static ImageProperties read(FileBytes bytes) throws IOException {
    ByteBuffer start = bytes.at(0, SIGNATURE_BYTES);
    if (start == null) {
      return ImageProperties.none();
    }
    int word = start.getInt(0);
    if (start.getLong(0) == PngHeader.SIGNATURE) {
      return PngProperties.read(bytes);
    }
    if (word >>> Byte.SIZE == JPEG) {
      return JpegProperties.read(bytes);
    }
    if (word == TIFF_LITTLE || word == TIFF_BIG) {
      return TiffProperties.read(bytes);
    }
    return ImageProperties.none();
  }

  /** Pieces of a file, which a stranger's offsets and lengths may ask for. */
  static final class FileBytes {
    private final SeekableByteChannel channel;
    private final long size;

    FileBytes(SeekableByteChannel channel) throws IOException {
      this.channel = channel;
      size = channel.size();
    }

    /** Returns a piece, big-endian, or null if the file does not hold all of it. */
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
