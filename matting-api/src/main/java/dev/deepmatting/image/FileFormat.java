package dev.deepmatting.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/** Writes one format. Safe to share between threads. */
interface FileFormat {
  boolean holdsTransparency();

  /**
   * Writes a whole file.
   *
   * @param image without transparency, if the format has none
   * @param properties written as far as the format can store them
   * @param channel an empty file, or a stream
   */
  void encode(BufferedImage image, ImageProperties properties, WritableByteChannel channel)
      throws IOException;
}
