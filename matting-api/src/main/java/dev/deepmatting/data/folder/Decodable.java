package dev.deepmatting.data.folder;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.PictureFolder;
import dev.deepmatting.image.RgbImage;
import java.nio.file.Path;

/**
 * Files that decode to a value in memory. Immutable; equal to another one with the same files.
 *
 * @param <T> the value, immutable
 */
interface Decodable<T> {
  /**
   * Reads the files.
   *
   * @throws dev.deepmatting.error.InvalidInputException with a file's name if one cannot be used
   */
  T decode(ImageFiles reader);

  /** Returns the memory of a decoded value, in bytes. */
  long bytes(T value);

  /** The memory of pictures. */
  final class Memory {
    /**
     * Bytes of objects and array headers around the samples, and the entry in a map, rounded up.
     */
    private static final long AROUND = 256;

    private Memory() {}

    static long of(RgbImage image) {
      return AROUND + 3L * image.width() * image.height() * (image.bitDepth() / Byte.SIZE);
    }

    /** Returns the bytes of a matte, which stores floats whatever the file has. */
    static long of(AlphaMatte alpha) {
      return AROUND + (long) alpha.width() * alpha.height() * Float.BYTES;
    }
  }

  /**
   * The file of one background.
   *
   * @param file a photograph
   */
  record BackgroundFile(Path file) implements Decodable<RgbImage> {
    String name() {
      return PictureFolder.stem(file);
    }

    @Override
    public RgbImage decode(ImageFiles reader) {
      return reader.readImage(file);
    }

    @Override
    public long bytes(RgbImage value) {
      return Decodable.Memory.of(value);
    }
  }
}
