package dev.deepmatting.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads an image format that Java's own readers do not know; found by {@link
 * java.util.ServiceLoader}.
 *
 * <p>For one file the calls come in the order {@link #accepts}, {@link #size}, {@link #decode}; the
 * caller compares the size with its pixel limit before it decodes. Implementations need a public
 * constructor without parameters and are safe to share between threads.
 *
 * @since 0.1
 */
public interface ImageDecoder {
  /** How many bytes of a file {@link #accepts} sees at most. */
  int HEADER_BYTES = 64;

  /**
   * Whether this decoder is for a file.
   *
   * @param header the file's first {@value #HEADER_BYTES} bytes, or all of a shorter file
   * @return true if the header is of this decoder's format; damage further on does not matter here
   */
  boolean accepts(byte[] header);

  /**
   * The size that a file declares, found without decoding pixels.
   *
   * @param file a file whose header was accepted
   * @return the size in pixels
   * @throws IOException if the file cannot be read
   * @throws dev.deepmatting.error.InvalidInputException if the header is damaged, or of a kind that
   *     this decoder cannot read
   */
  ImageSize size(Path file) throws IOException;

  /**
   * Decodes a file.
   *
   * @param file a file whose header was accepted
   * @return the whole image as it is stored, of exactly the declared size, its samples 8 or 16
   *     bits, unsigned; orientation and profile of a WebP file are applied by the caller, and so is
   *     the profile of another format if the image's colour space has it
   * @throws IOException if the file cannot be read
   * @throws dev.deepmatting.error.InvalidInputException if the file is damaged; never a partial
   *     image
   */
  BufferedImage decode(Path file) throws IOException;

  /**
   * The size of an image. Immutable; the values are those that the file declares, unchecked.
   *
   * @param width pixels per row
   * @param height rows
   */
  record ImageSize(int width, int height) {}
}
