package dev.deepmatting.internal.html;

import dev.deepmatting.internal.pixel.JpegArtefacts;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Encodes pictures as files in memory, and as data addresses that contain the whole file. */
public final class ImageData {
  private static final int FIRST_BYTE_OF_PNG = 0x89;

  private ImageData() {}

  /**
   * Encodes losslessly.
   *
   * @param image gray or colour
   * @return a PNG file
   */
  public static byte[] png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // Uses its own stream, because ImageIO would go through a temporary file.
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "png", stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Encodes with little loss.
   *
   * @param image gray or colour
   * @param quality 1 to 100
   * @return a JPEG file
   */
  public static byte[] jpeg(BufferedImage image, int quality) {
    try {
      return JpegArtefacts.encode(image, quality);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns a data address that contains the file.
   *
   * @param file a PNG or JPEG file, not empty
   * @return for the source of an image
   */
  public static String uri(byte[] file) {
    String type = (file[0] & 0xff) == FIRST_BYTE_OF_PNG ? "png" : "jpeg";
    return "data:image/" + type + ";base64," + Base64.getEncoder().encodeToString(file);
  }
}
