package dev.deepmatting.image;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** The JDK's own writers; those that other libraries register might change samples. */
final class JdkWriters {
  private JdkWriters() {}

  /** Returns a new writer, which the caller disposes of. */
  static ImageWriter create(String format) throws IOException {
    Iterator<ImageWriterSpi> found =
        IIORegistry.getDefaultInstance()
            .getServiceProviders(ImageWriterSpi.class, spi -> isJdk(spi, format), true);
    if (!found.hasNext()) {
      throw new IOException(
          "the JDK's " + format + " writer was removed from the ImageIO registry");
    }
    return found.next().createWriterInstance();
  }

  static void write(
      ImageWriter writer, IIOImage image, ImageWriteParam parameters, WritableByteChannel channel)
      throws IOException {
    try (ImageOutputStream stream =
        new MemoryCacheImageOutputStream(Channels.newOutputStream(channel))) {
      writer.setOutput(stream);
      writer.write(null, image, parameters);
    }
  }

  private static boolean isJdk(Object provider, String format) {
    return provider.getClass().getModule() == ImageIO.class.getModule()
        && Arrays.asList(((ImageWriterSpi) provider).getFormatNames()).contains(format);
  }
}
