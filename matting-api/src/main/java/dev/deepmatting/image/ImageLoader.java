package dev.deepmatting.image;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.internal.check.Calls;
import dev.deepmatting.internal.thread.DeepStack;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.spi.ImageReaderSpi;
import org.jspecify.annotations.Nullable;

/** Decodes one file: is it there, who reads it, is it too large, its pixels, its orientation. */
final class ImageLoader {
  private final Path file;
  private final long maxPixels;
  private final Iterable<ImageDecoder> decoders;
  private final Abandonment abandonment = new Abandonment();

  private ImageLoader(Path file, long maxPixels, Iterable<ImageDecoder> decoders) {
    this.file = file;
    this.maxPixels = maxPixels;
    this.decoders = decoders;
  }

  /** Returns the whole image, upright, or throws InvalidInputException with the file's name. */
  static BufferedImage load(Path file, long maxPixels) {
    ClassLoader loader = ImageLoader.class.getClassLoader();
    return load(file, maxPixels, ServiceLoader.load(ImageDecoder.class, loader));
  }

  static BufferedImage load(Path file, long maxPixels, Iterable<ImageDecoder> decoders) {
    return new ImageLoader(file, maxPixels, decoders).load();
  }

  /** On a thread of its own: a caller that is interrupted waits for no decoder. */
  private BufferedImage load() {
    Calls.requireNotInterrupted("reading " + file);
    try {
      return DeepStack.callInterruptibly("matting-picture", this::loadHere);
    } catch (InterruptedException e) {
      abandonment.abandon();
      Thread.currentThread().interrupt();
      throw interrupted(file, e);
    }
  }

  private BufferedImage loadHere() {
    try {
      checkFile();
      return decode();
    } catch (InvalidInputException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Codecs answer damaged files with all sorts of unchecked exceptions.
      throw damaged(file, e);
    } catch (LinkageError | ServiceConfigurationError e) {
      // So Java reports native libraries or classes that a decoder lacks on this machine.
      throw new InvalidInputException(
          "file " + file + " cannot be decoded, its decoder could not start: " + reason(e), e);
    }
  }

  /** What reading came to; where the thread was interrupted that is why. */
  static MattingException damaged(Path file, Exception e) {
    if (e instanceof MattingInterruptedException
        || e instanceof ClosedByInterruptException
        || Thread.currentThread().isInterrupted()) {
      return interrupted(file, e);
    }
    return new InvalidInputException(
        "file " + file + " is damaged or cannot be decoded: " + reason(e), e);
  }

  private static MattingInterruptedException interrupted(Path file, Exception e) {
    return new MattingInterruptedException("reading " + file + " was interrupted", e);
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
      throw new InvalidInputException("file " + file + " " + fault + ", wanted an image file");
    }
  }

  private BufferedImage decode() throws IOException {
    try (PictureStream stream = PictureStream.open(file, abandonment)) {
      PictureStream picture = BmpContent.unwrapped(stream);
      Optional<ImageReaderSpi> found = ImageReaders.find(picture);
      return found.isPresent() ? decode(found.get(), picture) : decodeByService();
    }
  }

  private BufferedImage decode(ImageReaderSpi provider, PictureStream stream) throws IOException {
    boolean oriented = ImageReaders.reads(provider, "jpeg") || ImageReaders.reads(provider, "tiff");
    ImageReader reader = provider.createReaderInstance();
    try {
      // Other formats' metadata are not looked at: compressed texts in them can be huge.
      reader.setInput(stream, false, !oriented);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      checkLimit(width, height);
      // Readers let go of what they have read, and of the way back to it.
      PictureLimits.check(stream.part(0, stream.length()), width, height);
      BufferedImage image = readWhole(reader);
      checkSize(image, width, height);
      return oriented ? Orientation.apply(image, OrientationTag.read(reader)) : image;
    } finally {
      reader.dispose();
    }
  }

  private BufferedImage readWhole(ImageReader reader) throws IOException {
    DamageListener listener = new DamageListener();
    reader.addIIOReadWarningListener(listener);
    reader.addIIOReadProgressListener(abandonment);
    BufferedImage image;
    try {
      image = reader.read(0);
      abandonment.check();
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
    for (ImageDecoder decoder : decoders) {
      if (decoder.accepts(header.clone())) {
        ImageDecoder.ImageSize size = decoder.size(file);
        checkLimit(size.width(), size.height());
        PictureLimits.requireProportion(Files.size(file), size.width(), size.height());
        BufferedImage image = decoder.decode(file);
        checkSize(image, size.width(), size.height());
        return image;
      }
    }
    throw new InvalidInputException(
        "file "
            + file
            + " is not an image of a known format, wanted BMP, GIF, JPEG, PNG, TIFF or what an"
            + " ImageDecoder on the class path reads (matting-dl4j brings WebP)");
  }

  private void checkLimit(int width, int height) {
    long pixels = (long) width * height;
    if (width < 1 || height < 1 || pixels > maxPixels) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "file %s declares %dx%d pixels, wanted 1 to %d in all",
              file,
              width,
              height,
              maxPixels));
    }
  }

  private static void checkSize(BufferedImage image, int width, int height) throws IOException {
    if (image.getWidth() != width || image.getHeight() != height) {
      throw new IIOException(
          String.format(
              Locale.ROOT,
              "it declares %dx%d pixels but decodes to %dx%d",
              width,
              height,
              image.getWidth(),
              image.getHeight()));
    }
  }

  private static String reason(Throwable e) {
    String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    Throwable cause = e.getCause();
    String more = cause == null ? null : cause.getMessage();
    return more == null || text.contains(more) ? text : text + " (" + more + ")";
  }

  /**
   * Remembers the first warning that means lost pixels.
   *
   * <p>JPEG decoders fill what is missing with gray and only warn. Other warnings, of colour
   * profiles or odd segments, leave the pixels whole.
   */
  static final class DamageListener implements IIOReadWarningListener {
    private @Nullable String damage;

    @Override
    public void warningOccurred(ImageReader source, String warning) {
      if (damage == null && meansDamage(warning.toLowerCase(Locale.ROOT))) {
        damage = warning;
      }
    }

    /** Returns the first such warning, or null. */
    @Nullable String damage() {
      return damage;
    }

    private static boolean meansDamage(String warning) {
      if (warning.contains("extraneous bytes") || warning.contains("icc")) {
        return false;
      }
      return warning.contains("truncated")
          || warning.contains("corrupt")
          || warning.contains("premature end")
          || warning.contains("inconsistent progression");
    }
  }
}
