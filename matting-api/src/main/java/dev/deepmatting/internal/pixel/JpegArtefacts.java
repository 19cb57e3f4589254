package dev.deepmatting.internal.pixel;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.internal.check.Ranges;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ImageReaderWriterSpi;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Adds the artefacts of JPEG compression to an image. */
public final class JpegArtefacts {
  private static final int HIGHEST_QUALITY = 100;

  /** The longest side that libjpeg accepts. */
  private static final int LONGEST_SIDE = 65500;

  private JpegArtefacts() {}

  /**
   * Compresses an image as baseline JPEG in memory and decodes it again, with the JDK's own writer
   * and reader. Colours have half the resolution (4:2:0). Safe to call from several threads.
   *
   * @param image the image to compress; 16 bits per sample are rounded to 8
   * @param quality 1 to 100, on the scale of the Independent JPEG Group
   * @return the image with artefacts: the same size, 8 bits per sample
   * @throws InvalidInputException if the quality is out of its range or a side is longer than 65500
   *     pixels
   * @throws MattingException if ImageIO fails or the JDK's writer or reader was removed from it
   */
  public static RgbImage apply(RgbImage image, int quality) {
    Ranges.within("quality", quality, 1, HIGHEST_QUALITY);
    if (Math.max(image.width(), image.height()) > LONGEST_SIDE) {
      throw new InvalidInputException(
          "image is "
              + image.width()
              + "x"
              + image.height()
              + ", wanted at most 65500 pixels per side");
    }
    try {
      return RgbImage.of(decode(encode(image.toBufferedImage(), quality)));
    } catch (IOException e) {
      throw new MattingException("image could not be compressed as JPEG: " + e, e);
    }
  }

  /**
   * Compresses an image as baseline JPEG, with the JDK's own writer.
   *
   * @param image 8 bits per sample, gray or colour
   * @param quality 1 to 100, on the scale of the Independent JPEG Group
   * @return the file
   * @throws IOException if ImageIO fails or the JDK's writer was removed from it
   */
  public static byte[] encode(BufferedImage image, int quality) throws IOException {
    ImageWriter writer = provider(ImageWriterSpi.class).createWriterInstance();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam settings = writer.getDefaultWriteParam();
      settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      settings.setCompressionQuality((float) quality / HIGHEST_QUALITY);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), settings);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static BufferedImage decode(byte[] file) throws IOException {
    ImageReader reader = provider(ImageReaderSpi.class).createReaderInstance();
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(stream, true, true);
      return reader.read(0);
    } finally {
      reader.dispose();
    }
  }

  /** Returns the JDK's own provider: other registered ones compress and decode differently. */
  private static <T extends ImageReaderWriterSpi> T provider(Class<T> kind) throws IOException {
    Iterator<T> found =
        IIORegistry.getDefaultInstance().getServiceProviders(kind, JpegArtefacts::isJdkJpeg, true);
    if (!found.hasNext()) {
      throw new IOException("the JDK's JPEG provider was removed from the ImageIO registry");
    }
    return found.next();
  }

  private static boolean isJdkJpeg(Object provider) {
    return provider.getClass().getModule() == ImageIO.class.getModule()
        && Arrays.asList(((ImageReaderWriterSpi) provider).getFormatNames()).contains("jpeg");
  }
}
