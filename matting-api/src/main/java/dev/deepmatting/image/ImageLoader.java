package dev.deepmatting.image;

import dev.deepmatting.error.EngineException;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.internal.check.Calls;
import dev.deepmatting.internal.thread.DeepStack;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one picture: checks that it exists, finds the reader, checks the size, decodes the
 * pixels, converts the colours and applies the orientation.
 */
final class ImageLoader {
  private final ImageInput input;
  private final DecodingLimits limits;
  private final Use use;
  private final Iterable<ImageDecoder> decoders;
  private final Abandonment abandonment = new Abandonment();

  private ImageLoader(
      ImageInput input, DecodingLimits limits, Use use, Iterable<ImageDecoder> decoders) {
    this.input = input;
    this.limits = limits;
    this.use = use;
    this.decoders = decoders;
  }

  /**
   * What a picture may declare.
   *
   * @param pixels the most of them
   * @param bytes the most memory for the decoded samples
   */
  record Limits(long pixels, long bytes) {
    /** Java's images of eight bits have up to so many, wider ones more. */
    static final int BYTES_PER_PIXEL = 4;
  }

  /** The meaning of the samples. */
  enum Use {
    /** Colours, converted to sRGB from the profile that the file declares. */
    COLOURS,
    /** Numbers such as opacity, to which profiles do not apply. */
    VALUES
  }

  /**
   * Returns what a conversion makes of the whole image, upright, or throws InvalidInputException
   * with the input's name.
   */
  static <T> T load(
      ImageInput input, DecodingLimits limits, Use use, Function<BufferedImage, T> conversion) {
    ClassLoader loader = ImageLoader.class.getClassLoader();
    Iterable<ImageDecoder> decoders = ServiceLoader.load(ImageDecoder.class, loader);
    return new ImageLoader(input, limits, use, decoders).load(conversion);
  }

  static BufferedImage load(
      ImageInput input, DecodingLimits limits, Use use, Iterable<ImageDecoder> decoders) {
    return new ImageLoader(input, limits, use, decoders).load(Function.identity());
  }

  /** Loads on a thread of its own, so that an interrupted caller does not wait for a decoder. */
  private <T> T load(Function<BufferedImage, T> conversion) {
    Calls.requireNotInterrupted("reading " + input.name());
    try {
      return DeepStack.callInterruptibly("matting-picture", () -> converted(conversion));
    } catch (InterruptedException e) {
      abandonment.abandon();
      Thread.currentThread().interrupt();
      throw interrupted(input, e);
    }
  }

  private <T> T converted(Function<BufferedImage, T> conversion) {
    BufferedImage image = loadHere();
    abandonment.check();
    return conversion.apply(image);
  }

  private BufferedImage loadHere() {
    try {
      input.requireReadable();
      return decode();
    } catch (InvalidInputException | EngineException e) {
      // An engine's failure to start or to run is no fault of the picture.
      throw e;
    } catch (IOException | RuntimeException e) {
      // Codecs throw all sorts of unchecked exceptions for damaged files.
      throw damaged(input, e);
    } catch (LinkageError | ServiceConfigurationError e) {
      // Java throws this when this machine lacks native libraries or classes of a decoder.
      throw new InvalidInputException(
          input + " cannot be decoded, its decoder could not start: " + reason(e), e);
    }
  }

  /** Returns the exception for a failed read; an interrupt is the reason if there was one. */
  static MattingException damaged(ImageInput input, Exception e) {
    if (e instanceof MattingInterruptedException
        || e instanceof ClosedByInterruptException
        || Thread.currentThread().isInterrupted()) {
      return interrupted(input, e);
    }
    return new InvalidInputException(input + " is damaged or cannot be decoded: " + reason(e), e);
  }

  private static MattingInterruptedException interrupted(ImageInput input, Exception e) {
    return new MattingInterruptedException("reading " + input.name() + " was interrupted", e);
  }

  private BufferedImage decode() throws IOException {
    try (PictureStream stream = PictureStream.open(input, abandonment)) {
      if (isTiff(stream)) {
        return decodeTiff(stream);
      }
      Declared declared = PropertiesReader.declared(input);
      PictureStream picture = BmpContent.unwrapped(stream);
      Optional<ImageReaderSpi> found = ImageReaders.find(picture);
      BufferedImage stored =
          found.isPresent() ? decode(found.get(), picture, declared) : decodeByService();
      return upright(stored, declared.profile(), declared.orientation());
    }
  }

  private BufferedImage upright(BufferedImage stored, byte @Nullable [] profile, int orientation) {
    BufferedImage colours =
        use == Use.COLOURS ? SrgbConversion.apply(stored, profile) : SrgbConversion.none(stored);
    return Orientation.apply(colours, orientation);
  }

  /** Returns whether decoded samples are converted or turned, which takes a copy. */
  private boolean isCopied(Declared declared) {
    return declared.orientation() != Orientation.UPRIGHT
        || use == Use.COLOURS && declared.profile() != null;
  }

  private static boolean isTiff(PictureStream stream) throws IOException {
    byte[] start = new byte[Integer.BYTES];
    int count = stream.read(start);
    stream.seek(0);
    return count == Integer.BYTES && TiffDirectory.startsWith(ByteBuffer.wrap(start).getInt());
  }

  private BufferedImage decodeTiff(PictureStream stream) throws IOException {
    try (SeekableByteChannel channel = input.channel()) {
      PropertiesReader.FileBytes bytes = new PropertiesReader.FileBytes(channel);
      TiffPages pages =
          TiffPages.of(
              (offset, length) -> {
                abandonment.check();
                return bytes.at(offset, length);
              });
      String refusal = pages.refusal();
      if (refusal != null) {
        throw new InvalidInputException(input + " " + refusal);
      }
      TiffDirectory picture = pages.picture();
      int width = TiffLayout.side(picture, TiffLayout.WIDTH);
      int height = TiffLayout.side(picture, TiffLayout.HEIGHT);
      checkLimit(width, height);
      PictureLimits.requireProportion(stream.length(), width, height);
      TiffLimits.check(stream.part(0, stream.length()), picture.start());
      return decodeTiff(pages, picture, stream);
    }
  }

  private BufferedImage decodeTiff(TiffPages pages, TiffDirectory picture, PictureStream stream)
      throws IOException {
    TiffLayout layout = layout(picture);
    Declared declared = picture.declared();
    limits.requireRoom(
        input,
        layout.width,
        layout.height,
        use,
        layout.decodedBytes(),
        layout.isWide(),
        isCopied(declared));
    if (layout.isLeftToJava()) {
      return upright(decodeByJava(pages.index(), stream), null, declared.orientation());
    }
    byte[] profile = use == Use.COLOURS ? declared.profile() : null;
    // The profile of the inks does not apply to the colours that they were converted to.
    boolean inks = layout.photometric == TiffLayout.CMYK;
    return upright(
        TiffReader.read(layout, picture.source(), profile),
        inks ? null : profile,
        declared.orientation());
  }

  private TiffLayout layout(TiffDirectory picture) throws IOException {
    try {
      return TiffLayout.of(picture, limits.maxPixels());
    } catch (InvalidInputException e) {
      throw new InvalidInputException(input + ": " + e.getMessage(), e);
    }
  }

  /** Reads a page of a TIFF file with old-style JPEG compression. */
  private BufferedImage decodeByJava(int page, PictureStream stream) throws IOException {
    Optional<ImageReaderSpi> found = ImageReaders.find(stream);
    if (page < 0 || found.isEmpty()) {
      throw new IIOException("TIFF has a picture of an old kind that Java does not find");
    }
    ImageReader reader = found.get().createReaderInstance();
    try {
      reader.setInput(stream, false, true);
      checkLimit(reader.getWidth(page), reader.getHeight(page));
      return awaited(reader, each -> each.read(page));
    } finally {
      reader.dispose();
    }
  }

  private BufferedImage decode(ImageReaderSpi provider, PictureStream stream, Declared declared)
      throws IOException {
    if (ImageReaders.reads(provider, "jpeg")) {
      return decodeJpeg(provider, stream, declared);
    }
    if (ImageReaders.reads(provider, "gif")) {
      return decodeGif(provider, stream);
    }
    ImageInputStream shown = ImageReaders.reads(provider, "png") ? PngStream.of(stream) : stream;
    return decode(provider, stream, shown, isCopied(declared), reader -> reader.read(0));
  }

  /**
   * Decodes a picture.
   *
   * @param stream the whole picture
   * @param shown what the reader sees of it
   * @param copied whether the decoded samples are copied
   */
  private BufferedImage decode(
      ImageReaderSpi provider,
      PictureStream stream,
      ImageInputStream shown,
      boolean copied,
      Reading<BufferedImage> reading)
      throws IOException {
    ImageReader reader = provider.createReaderInstance();
    try {
      // Ignores metadata: compressed texts in them can be huge.
      reader.setInput(shown, false, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      checkLimit(width, height);
      // Readers discard what they have read, so a second stream is needed.
      PictureLimits.check(stream.part(0, stream.length()), width, height);
      limits.requireRoom(input, reader, width, height, use, copied);
      BufferedImage image = awaited(reader, reading);
      checkSize(image, width, height);
      return image;
    } finally {
      reader.dispose();
    }
  }

  private BufferedImage decodeJpeg(ImageReaderSpi provider, PictureStream stream, Declared declared)
      throws IOException {
    JpegStream jpeg = JpegStream.of(stream);
    SrgbConversion inks =
        use == Use.COLOURS && jpeg.hasInks()
            ? SrgbConversion.of(declared.profile(), JpegInks.BANDS)
            : null;
    return decode(
        provider,
        stream,
        jpeg.stream(),
        inks != null || isCopied(declared),
        reader ->
            inks == null
                ? reader.read(0)
                : JpegInks.convert(reader.readRaster(0, null), jpeg.hasLumaOfInks(), inks));
  }

  private BufferedImage decodeGif(ImageReaderSpi provider, PictureStream stream)
      throws IOException {
    GifScreen screen = GifScreen.read(stream);
    if (screen != null) {
      checkLimit(screen.width(), screen.height());
    }
    if (screen != null && screen.frames() > 1) {
      throw new InvalidInputException(input + " is an animation, wanted a still image");
    }
    if (screen != null) {
      limits.requireRoom(
          input, screen.width(), screen.height(), use, DecodingLimits.USUAL_BYTES, false, false);
    }
    BufferedImage frame = decode(provider, stream, stream, false, reader -> reader.read(0));
    return screen == null ? frame : screen.canvas(frame);
  }

  /** Reads while a caller waits for the picture. */
  private <T> T awaited(ImageReader reader, Reading<T> reading) throws IOException {
    reader.addIIOReadProgressListener(abandonment);
    T image = whole(reader, reading);
    abandonment.check();
    return image;
  }

  /** Turns a reader's warnings of lost pixels into errors. */
  static <T> T whole(ImageReader reader, Reading<T> reading) throws IOException {
    DamageListener listener = new DamageListener();
    reader.addIIOReadWarningListener(listener);
    T image;
    try {
      image = reading.of(reader);
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

  /**
   * A request to a reader.
   *
   * @param <T> the result type
   */
  @FunctionalInterface
  interface Reading<T> {
    T of(ImageReader reader) throws IOException;
  }

  private BufferedImage decodeByService() throws IOException {
    byte[] header;
    try (InputStream bytes = input.open()) {
      header = bytes.readNBytes(ImageDecoder.HEADER_BYTES);
    }
    for (ImageDecoder decoder : decoders) {
      if (decoder.accepts(header.clone())) {
        ImageDecoder.ImageSize size = decoder.size(input);
        checkLimit(size.width(), size.height());
        PictureLimits.requireProportion(input.size(), size.width(), size.height());
        // A decoder has its own copy, in native memory for example.
        limits.requireRoom(
            input, size.width(), size.height(), use, DecodingLimits.USUAL_BYTES, false, true);
        BufferedImage image = decoder.decode(input);
        checkSize(image, size.width(), size.height());
        return image;
      }
    }
    throw new InvalidInputException(
        input
            + " is not an image of a known format, wanted BMP, GIF, JPEG, PNG, TIFF or what an"
            + " ImageDecoder on the class path reads (matting-dl4j brings WebP)");
  }

  private void checkLimit(int width, int height) {
    limits.requireFew(input, width, height);
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
   * <p>JPEG decoders fill missing pixels with gray and only warn. Other warnings, about colour
   * profiles or odd segments, do not affect pixels.
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
