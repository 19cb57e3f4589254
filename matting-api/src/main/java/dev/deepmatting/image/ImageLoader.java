package dev.deepmatting.image;

import dev.deepmatting.error.InvalidInputException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes one file: is it there, who reads it, is it too large, its pixels, its orientation. */
final class ImageLoader {
  private static final int BYTES_PER_MIB = 1 << 20;

  private final Path file;
  private final long maxPixels;

  private ImageLoader(Path file, long maxPixels) {
    this.file = file;
    this.maxPixels = maxPixels;
  }

  /** Returns the whole image, upright, or throws InvalidInputException with the file's name. */
  static BufferedImage load(Path file, long maxPixels) {
    return new ImageLoader(file, maxPixels).load();
  }

  private BufferedImage load() {
    try {
      checkFile();
      return decode();
    } catch (InvalidInputException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Codecs answer damaged files with all sorts of unchecked exceptions.
      throw new InvalidInputException(
          "file " + file + " is damaged or cannot be decoded: " + reason(e), e);
    } catch (OutOfMemoryError e) {
      long heap = Runtime.getRuntime().maxMemory() / BYTES_PER_MIB;
      throw new InvalidInputException(
          "file " + file + " cannot be decoded: wanted more than the Java heap of " + heap + " MiB",
          e);
    }
  }

  private void checkFile() throws IOException {
    String fault = null;
    if (!Files.exists(file)) {
      fault = "does not exist";
    } else if (Files.isDirectory(file)) {
      fault = "is a directory";
    } else if (!Files.isReadable(file)) {
      fault = "may not be read";
    } else if (Files.size(file) == 0) {
      fault = "is empty";
    }
    if (fault != null) {
      throw new InvalidInputException("file " + file + " " + fault + ": wanted an image file");
    }
  }

  private BufferedImage decode() throws IOException {
    try (InputStream bytes = Files.newInputStream(file);
        ImageInputStream stream = open(bytes)) {
      Optional<ImageReaderSpi> found = ImageReaders.find(stream);
      return found.isPresent() ? decode(found.get(), stream) : decodeByService();
    }
  }

  private ImageInputStream open(InputStream bytes) throws IOException {
    return file.getFileSystem() == FileSystems.getDefault()
        ? new FileImageInputStream(file.toFile())
        : new MemoryCacheImageInputStream(bytes);
  }

  private BufferedImage decode(ImageReaderSpi provider, ImageInputStream stream)
      throws IOException {
    boolean oriented = ImageReaders.reads(provider, "jpeg") || ImageReaders.reads(provider, "tiff");
    ImageReader reader = provider.createReaderInstance();
    try {
      // Other formats' metadata are not looked at: compressed texts in them can be huge.
      reader.setInput(stream, false, !oriented);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      checkLimit(width, height);
      if (ImageReaders.reads(provider, "png")) {
        PngIntegrity.check(file);
      }
      BufferedImage image = readWhole(reader);
      checkSize(image, width, height);
      return oriented ? Orientation.apply(image, OrientationTag.read(reader)) : image;
    } finally {
      reader.dispose();
    }
  }

  private static BufferedImage readWhole(ImageReader reader) throws IOException {
    DamageListener listener = new DamageListener();
    reader.addIIOReadWarningListener(listener);
    BufferedImage image;
    try {
      image = reader.read(0);
    } catch (IOException | RuntimeException e) {
      if (listener.damage() == null) {
        throw e;
      }
      // The first warning says more than the exception that it led to.
      throw new IIOException(listener.damage(), e);
    }
    if (listener.damage() != null) {
      throw new IIOException(listener.damage());
    }
    return image;
  }

  private BufferedImage decodeByService() throws IOException {
    byte[] header;
    try (InputStream bytes = Files.newInputStream(file)) {
      header = bytes.readNBytes(ImageDecoder.HEADER_BYTES);
    }
    ClassLoader loader = ImageLoader.class.getClassLoader();
    for (ImageDecoder decoder : ServiceLoader.load(ImageDecoder.class, loader)) {
      if (decoder.accepts(header.clone())) {
        ImageDecoder.ImageSize size = decoder.size(file);
        checkLimit(size.width(), size.height());
        BufferedImage image = decoder.decode(file);
        checkSize(image, size.width(), size.height());
        return image;
      }
    }
    throw new InvalidInputException(
        "file %s is not an image of a known format: wanted BMP, GIF, JPEG, PNG, TIFF or what an"
                .formatted(file)
            + " ImageDecoder on the class path reads (matting-dl4j brings WebP)");
  }

  private void checkLimit(int width, int height) {
    long pixels = (long) width * height;
    if (width < 1 || height < 1 || pixels > maxPixels) {
      throw new InvalidInputException(
          "file %s declares %d x %d pixels: wanted 1 to %d in all"
              .formatted(file, width, height, maxPixels));
    }
  }

  private static void checkSize(BufferedImage image, int width, int height) throws IOException {
    if (image.getWidth() != width || image.getHeight() != height) {
      throw new IIOException(
          "it declares %d x %d pixels but decodes to %d x %d"
              .formatted(width, height, image.getWidth(), image.getHeight()));
    }
  }

  private static String reason(Exception e) {
    String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    Throwable cause = e.getCause();
    boolean known =
        cause == null || cause.getMessage() == null || text.contains(cause.getMessage());
    return known ? text : text + " (" + cause.getMessage() + ")";
  }
}
