package dev.deepmatting.image;

import java.awt.image.BufferedImage;
import java.io.IOException;

/**
 * Reads an image format that Java's own readers lack; found by {@link java.util.ServiceLoader}.
 *
 * <p>The calls for one file come in the order {@link #accepts}, {@link #size}, {@link #decode}; the
 * caller compares the size with its pixel limit before it decodes. Implementations need a public
 * constructor without parameters and are safe to share between threads.
 *
 * @since 0.1
 */
public interface ImageDecoder {
  /** The most bytes of a file that {@link #accepts} receives. */
  int HEADER_BYTES = 64;

  /**
   * Returns whether this decoder reads a file.
   *
   * @param header the file's first {@value #HEADER_BYTES} bytes, or all of a shorter file
   * @return true if the header has this decoder's format; later damage does not matter here
   */
  boolean accepts(byte[] header);

  /**
   * The size that a file declares, read without decoding pixels.
   *
   * @param input a file or bytes, whose header was accepted
   * @return the size in pixels
   * @throws IOException if the file cannot be read
   * @throws dev.deepmatting.error.InvalidInputException if the header is damaged, or of a variant
   *     that this decoder cannot read
   */
  ImageSize size(ImageInput input) throws IOException;

  /**
   * Decodes a file.
   *
   * @param input a file or bytes, whose header was accepted
   * @return the whole image as stored, of exactly the declared size, with unsigned samples of 8 or
   *     16 bits; the caller applies the orientation and profile of a WebP file, and the profile of
   *     other formats if the image's colour space carries it
   * @throws IOException if the file cannot be read
   * @throws dev.deepmatting.error.InvalidInputException if the file is damaged; never a partial
   *     image
   * @throws dev.deepmatting.error.EngineException if the decoder cannot start on this machine,
   *     which is no fault of the file
   */
  BufferedImage decode(ImageInput input) throws IOException;

  /**
   * The size of an image, as the file declares it; unchecked. Immutable.
   *
   * @param width pixels per row
   * @param height rows
   */
  record ImageSize(int width, int height) {}
}
