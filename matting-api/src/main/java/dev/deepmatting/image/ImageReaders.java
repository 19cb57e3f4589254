package dev.deepmatting.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import javax.imageio.ImageIO;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ServiceRegistry;
import javax.imageio.stream.ImageInputStream;

/**
 * The readers that this library decodes with: the JDK's and those of TwelveMonkeys.
 *
 * <p>They live in a registry of their own. The global one depends on the context class loader of
 * whoever touched ImageIO first, and other libraries can change it.
 */
final class ImageReaders {
  private static final String TWELVE_MONKEYS = "com.twelvemonkeys.";

  /**
   * Wireless bitmaps have no signature: their reader accepts many damaged files of other formats.
   */
  private static final String NO_SIGNATURE = "wbmp";

  private ImageReaders() {}

  /** Finds the reader for a stream and leaves the stream's position unchanged. */
  static Optional<ImageReaderSpi> find(ImageInputStream stream) throws IOException {
    for (ImageReaderSpi candidate : Holder.READERS) {
      if (candidate.canDecodeInput(stream)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  static boolean reads(ImageReaderSpi reader, String format) {
    return Arrays.asList(reader.getFormatNames()).contains(format);
  }

  private static List<ImageReaderSpi> collect() {
    Iterator<Class<?>> category = List.<Class<?>>of(ImageReaderSpi.class).iterator();
    ServiceRegistry registry = new ServiceRegistry(category);
    IIORegistry.getDefaultInstance()
        .getServiceProviders(ImageReaderSpi.class, ImageReaders::isFromJdk, true)
        .forEachRemaining(registry::registerServiceProvider);
    ServiceLoader.load(ImageReaderSpi.class, ImageReaders.class.getClassLoader()).stream()
        .filter(provider -> provider.type().getName().startsWith(TWELVE_MONKEYS))
        .forEach(provider -> registry.registerServiceProvider(provider.get()));
    List<ImageReaderSpi> readers = new ArrayList<>();
    registry.getServiceProviders(ImageReaderSpi.class, true).forEachRemaining(readers::add);
    return List.copyOf(readers);
  }

  private static boolean isFromJdk(Object provider) {
    return provider.getClass().getModule() == ImageIO.class.getModule()
        && !reads((ImageReaderSpi) provider, NO_SIGNATURE);
  }

  /** Collects on first use, once. */
  private static final class Holder {
    static final List<ImageReaderSpi> READERS = collect();
  }
}
