package dev.deepmatting.image;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.UUID;
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
    Path target = file.toAbsolutePath();
    checkTarget(file, target);
    // Not createTempFile: the file would keep its access rights, for the owner alone.
    Path temporary = target.resolveSibling("." + UUID.randomUUID() + ".png.tmp");
    try {
      try {
        encode(image, temporary);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new MattingException("file " + file + " could not be written: " + e, e);
    }
  }

  private static void checkTarget(Path file, Path target) {
    Path folder = target.getParent();
    if (Files.isDirectory(target)) {
      throw new InvalidInputException("file " + file + " is a directory, wanted a file to write");
    }
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException(
          "file " + file + " cannot be written, wanted the folder " + folder + " to exist");
    }
  }

  private static void encode(BufferedImage image, Path file) throws IOException {
    ImageWriter writer = writer();
    try (OutputStream bytes = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
        ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
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
