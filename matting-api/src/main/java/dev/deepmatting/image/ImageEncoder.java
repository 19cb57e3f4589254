package dev.deepmatting.image;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Writes an image format that Java's own writers lack; found by {@link java.util.ServiceLoader}.
 * The counterpart of {@link ImageDecoder}.
 *
 * <p>Implementations need a public constructor without parameters and are safe to share between
 * threads.
 *
 * @since 0.1
 */
public interface ImageEncoder {
  /**
   * The file name endings of the format.
   *
   * @return at least one, in lower case, without the dot: {@code webp}
   */
  List<String> endings();

  /**
   * Returns whether the format can store transparency.
   *
   * @return true if it can; if not, the caller refuses images with transparency
   */
  boolean holdsTransparency();

  /**
   * Encodes an image.
   *
   * @param image sRGB with 8 bits per sample, interleaved: the raster's bands are red, green, blue,
   *     and alpha if the colour model has one; not premultiplied
   * @return the complete file
   * @throws dev.deepmatting.error.InvalidInputException if the format cannot store the image, for
   *     instance because it is too large
   * @throws dev.deepmatting.error.MattingException if encoding fails; an EngineException if the
   *     encoder cannot start on this machine
   */
  byte[] encode(BufferedImage image);
}
