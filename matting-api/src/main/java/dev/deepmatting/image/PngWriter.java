package dev.deepmatting.image;

import dev.deepmatting.error.MattingException;
import dev.deepmatting.file.AtomicFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes a PNG file whole or not at all. */
final class PngWriter {
  private PngWriter() {}

  static void write(BufferedImage image, Path file) {
    AtomicFile.requireTarget(file);
    try {
      AtomicFile.write(file, channel -> encode(image, channel));
    } catch (IOException e) {
      throw new MattingException("file " + file + " could not be written: " + e, e);
    }
  }

  private static void encode(BufferedImage image, FileChannel channel) throws IOException {
    ImageWriter writer = writer();
    try (ImageOutputStream stream =
        new MemoryCacheImageOutputStream(Channels.newOutputStream(channel))) {
      writer.setOutput(stream);
      writer.write(image);
    } finally {
      writer.dispose();
    }
  }

  /** The JDK's own: what other libraries register need not write gray samples as they are. */
  private static ImageWriter writer() throws IOException {
    Iterator<ImageWriterSpi> found =
        IIORegistry.getDefaultInstance()
            .getServiceProviders(ImageWriterSpi.class, PngWriter::isJdkPng, true);
    if (!found.hasNext()) {
      throw new IOException("the JDK's PNG writer was removed from the ImageIO registry");
    }
    return found.next().createWriterInstance();
  }

  private static boolean isJdkPng(Object provider) {
    return provider.getClass().getModule() == ImageIO.class.getModule()
        && ((ImageWriterSpi) provider).getFormatNames()[0].equals("png");
  }
}
