package dev.deepmatting.image;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Writes an image format that Java's own writers do not know; found by {@link
 * java.util.ServiceLoader}. The counterpart of {@link ImageDecoder}.
 *
 * <p>Implementations need a public constructor without parameters and are safe to share between
 * threads.
 *
 * @since 0.1
 */
public interface ImageEncoder {
  /**
   * The endings of the format's file names.
   *
   * @return at least one, in lower case, without the dot: {@code webp}
   */
  List<String> endings();

  /**
   * Whether the format can hold transparency.
   *
   * @return true if it can; if not, images with transparency are refused before they come here
   */
  boolean holdsTransparency();

  /**
   * Encodes an image.
   *
   * @param image sRGB of 8 bits per sample, interleaved: the raster's bands are red, green, blue,
   *     and alpha if the colour model has it; not premultiplied
   * @return all bytes of a file
   * @throws dev.deepmatting.error.InvalidInputException if the format cannot hold the image, for
   *     instance one so large
   * @throws dev.deepmatting.error.MattingException if encoding fails
   */
  byte[] encode(BufferedImage image);
}
