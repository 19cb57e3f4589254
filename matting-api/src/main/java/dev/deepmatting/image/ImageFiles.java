package dev.deepmatting.image;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.image.ImageLoader.Use;
import dev.deepmatting.internal.check.Ranges;
import dev.deepmatting.network.MemorySize;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads and writes images: files, and bytes in memory or streams by {@link ImageInput} and {@link
 * ImageOutput}. Immutable and safe to share between threads.
 *
 * <p>Reads BMP, GIF, JPEG (also CMYK), PNG and TIFF with Java's readers and TwelveMonkeys, and
 * other formats through {@link ImageDecoder}. Skips previews and masks in a TIFF file; refuses a
 * file of several pages, a raw photograph and an animation. The orientation that a JPEG, PNG, TIFF
 * or WebP file declares is applied, to trimaps and mattes too. Embedded colour profiles are applied
 * to photographs: the samples become sRGB. They are not applied to trimaps and mattes, whose
 * samples are numbers.
 *
 * <p>Files may come from untrusted sources: before anything is decoded, the declared size is
 * compared with the pixel limit and with the file's length. A damaged or truncated file raises an
 * error, never half a picture. A JPEG or PNG picture inside a BMP file is read in the file's place,
 * and the sizes of JPEG pictures in a TIFF file have to fit their strips or tiles. A JPEG file can
 * have at most 500 scans. An interrupt ends reading at once.
 *
 * @since 0.1
 */
public final class ImageFiles {
  private static final long STANDARD_MAX_PIXELS = 200_000_000;
  private static final int BYTES_PER_MIB = 1 << 20;
  private static final ImageFiles STANDARD =
      new ImageFiles(new DecodingLimits(STANDARD_MAX_PIXELS, null));

  private final DecodingLimits limits;

  private ImageFiles(DecodingLimits limits) {
    this.limits = limits;
  }

  /**
   * A reader with the default limit of 200 million pixels.
   *
   * @return the shared instance
   */
  public static ImageFiles standard() {
    return STANDARD;
  }

  /**
   * Returns a reader like this one with another limit.
   *
   * @param maxPixels the largest width * height that a file may declare, at least 1
   * @return the reader
   * @throws InvalidInputException if the limit is below 1
   */
  public ImageFiles withMaxPixels(long maxPixels) {
    Ranges.atLeast("maxPixels", maxPixels, 1);
    return new ImageFiles(new DecodingLimits(maxPixels, limits.memoryBudget()));
  }

  /**
   * Returns a reader like this one that refuses a picture before it takes more memory than a budget
   * while it is decoded. The budget applies to each picture that is decoded as a whole, not to
   * files that are read row by row.
   *
   * @param budget the most memory for the decoded samples and what is made of them
   * @return the reader, whose methods throw an {@link InvalidInputException} for a larger picture
   */
  public ImageFiles withMemoryBudget(MemorySize budget) {
    return new ImageFiles(
        new DecodingLimits(limits.maxPixels(), Objects.requireNonNull(budget, "budget")));
  }

  /** {@return the most memory that decoding a picture may take; empty for no limit} */
  public Optional<MemorySize> memoryBudget() {
    return Optional.ofNullable(limits.memoryBudget());
  }

  /**
   * The pixel limit.
   *
   * @return the largest width * height that a file may declare
   */
  public long maxPixels() {
    return limits.maxPixels();
  }

  /**
   * Reads a photograph; see {@link RgbImage#of(BufferedImage)} for the conversions.
   *
   * @param file an image file
   * @return the image, upright
   * @throws InvalidInputException if the file is missing, empty, damaged, too large or no image
   * @throws dev.deepmatting.error.EngineException if its decoder cannot load its native libraries
   * @throws MattingInterruptedException if the thread is interrupted
   */
  public RgbImage readImage(Path file) {
    return readImage(ImageInput.of(file));
  }

  /**
   * Reads a photograph from a file, or from bytes in memory; see {@link #readImage(Path)}.
   *
   * @param input an encoded picture
   * @return the image, upright
   * @throws InvalidInputException if the input is missing, empty, damaged, too large or no image
   * @throws MattingInterruptedException if the thread is interrupted
   */
  public RgbImage readImage(ImageInput input) {
    return readWith(input, Use.COLOURS, RgbImage::of);
  }

  /**
   * Reads a trimap; see {@link Trimap#of(BufferedImage, TrimapThresholds)} for the conversions.
   *
   * @param file an image file
   * @param thresholds which gray values are known
   * @return the trimap, upright
   * @throws InvalidInputException if the file is missing, empty, damaged, too large or no image; if
   *     its highest value is 1 to 9 of 255 and counts as background, as in a map of class numbers
   * @throws MattingInterruptedException if the thread is interrupted
   */
  public Trimap readTrimap(Path file, TrimapThresholds thresholds) {
    return readTrimap(ImageInput.of(file), thresholds);
  }

  /**
   * Reads a trimap from a file, or from bytes in memory; see {@link #readTrimap(Path,
   * TrimapThresholds)}.
   *
   * @param input an encoded picture
   * @param thresholds which gray values are known
   * @return the trimap, upright
   * @throws InvalidInputException as there
   * @throws MattingInterruptedException if the thread is interrupted
   */
  public Trimap readTrimap(ImageInput input, TrimapThresholds thresholds) {
    Objects.requireNonNull(thresholds, "thresholds");
    return readWith(input, Use.VALUES, image -> Plausible.trimap(image, thresholds));
  }

  /**
   * Opens a photograph for reading row by row, with the values of {@link #readImage(Path)}.
   *
   * <p>PNG files that are not interlaced are streamed: only the requested rows, and those that
   * {@link ImageRows#keep} requests, are in memory. Every other file is read whole at once, as is a
   * gray PNG file of less than 8 bits with a transparent level.
   *
   * @param file an image file, which must not change while it is read
   * @return the rows, upright; the caller closes them
   * @throws InvalidInputException if the file is missing, empty, damaged, too large or no image;
   *     some damage shows only when its row is read
   * @throws MattingInterruptedException if the thread is interrupted
   */
  public ImageRowFile openImage(Path file) {
    return openImage(ImageInput.of(file));
  }

  /**
   * Opens a photograph for reading row by row; see {@link #openImage(Path)}.
   *
   * @param input an encoded picture, which must not change while it is read
   * @return the rows, upright; the caller closes them
   * @throws InvalidInputException as there
   * @throws MattingInterruptedException if the thread is interrupted
   */
  public ImageRowFile openImage(ImageInput input) {
    ImageInput loaded = input.loaded();
    return PngRowReader.open(loaded, limits.maxPixels(), Use.COLOURS)
        .map(ImageRowFile::of)
        .orElseGet(() -> ImageRowFile.of(readImage(loaded)));
  }

  /**
   * Opens a trimap for reading row by row, with the values of {@link #readTrimap(Path,
   * TrimapThresholds)}; see {@link #openImage(Path)}.
   *
   * @param file an image file, which must not change while it is read
   * @param thresholds which gray values are known
   * @return the rows, upright; the caller closes them
   * @throws InvalidInputException as {@link #readTrimap(Path, TrimapThresholds)}; some damage shows
   *     only when its row is read
   * @throws MattingInterruptedException if the thread is interrupted
   */
  public TrimapRowFile openTrimap(Path file, TrimapThresholds thresholds) {
    return openTrimap(ImageInput.of(file), thresholds);
  }

  /**
   * Opens a trimap for reading row by row; see {@link #openTrimap(Path, TrimapThresholds)}.
   *
   * @param input an encoded picture, which must not change while it is read
   * @param thresholds which gray values are known
   * @return the rows, upright; the caller closes them
   * @throws InvalidInputException as there
   * @throws MattingInterruptedException if the thread is interrupted
   */
  public TrimapRowFile openTrimap(ImageInput input, TrimapThresholds thresholds) {
    Objects.requireNonNull(thresholds, "thresholds");
    ImageInput loaded = input.loaded();
    return PngRowReader.open(loaded, limits.maxPixels(), Use.VALUES)
        .map(reader -> plausible(loaded, reader, thresholds))
        .orElseGet(() -> TrimapRowFile.of(readTrimap(loaded, thresholds)));
  }

  private static TrimapRowFile plausible(
      ImageInput input, PngRowReader reader, TrimapThresholds thresholds) {
    try {
      Plausible.requireTrimap(reader, thresholds);
      return TrimapRowFile.of(reader, thresholds);
    } catch (MattingInterruptedException e) {
      reader.close();
      throw e;
    } catch (InvalidInputException e) {
      reader.close();
      throw named(input, e);
    }
  }

  /** Returns the error with the input's name. */
  private static InvalidInputException named(ImageInput input, InvalidInputException e) {
    String message = e.getMessage();
    return message.startsWith(input.toString())
        ? e
        : new InvalidInputException(input + ": " + message, e);
  }

  /**
   * Reads an alpha matte; see {@link AlphaMatte#of(BufferedImage)} for what is accepted.
   *
   * @param file an image file, gray with 8 or 16 bits
   * @return the matte, upright
   * @throws InvalidInputException if the file is missing, empty, damaged, too large or no image, or
   *     has colours or transparency
   * @throws MattingInterruptedException if the thread is interrupted
   */
  public AlphaMatte readAlpha(Path file) {
    return readAlpha(ImageInput.of(file));
  }

  /**
   * Reads an alpha matte from a file, or from bytes in memory; see {@link #readAlpha(Path)}.
   *
   * @param input an encoded picture, gray with 8 or 16 bits
   * @return the matte, upright
   * @throws InvalidInputException as there
   * @throws MattingInterruptedException if the thread is interrupted
   */
  public AlphaMatte readAlpha(ImageInput input) {
    return readWith(input, Use.VALUES, AlphaMatte::of);
  }

  /**
   * Writes a PNG file: to a temporary file in the same folder, which is then renamed. A reader sees
   * the old file or the new one, and a failure leaves nothing behind.
   *
   * @param image what to write; gray images stay gray, 16 bits stay 16 bits
   * @param file where to; an existing file is replaced
   * @throws InvalidInputException if the folder does not exist or the path is a directory
   * @throws dev.deepmatting.error.MattingException if writing fails
   */
  public static void writePng(BufferedImage image, Path file) {
    writePng(image, file, ImageProperties.none());
  }

  /**
   * Writes a PNG file, whatever its ending; see {@link #writePng(BufferedImage, Path)}.
   *
   * @param image what to write; gray images stay gray, 16 bits stay 16 bits
   * @param file where to; an existing file is replaced
   * @param properties what the file says about the image; see {@link #write(BufferedImage, Path,
   *     ImageProperties)}
   * @throws InvalidInputException if the folder does not exist or the path is a directory
   * @throws dev.deepmatting.error.MattingException if writing fails
   */
  public static void writePng(BufferedImage image, Path file, ImageProperties properties) {
    writePng(image, ImageOutput.of(file), properties);
  }

  /**
   * Writes a picture in PNG format, whatever the output's; see {@link #writePng(BufferedImage,
   * Path)}.
   *
   * @param image what to write; gray images stay gray, 16 bits stay 16 bits
   * @param output a file or a stream
   * @param properties what the picture says about itself; see {@link #write(BufferedImage, Path,
   *     ImageProperties)}
   * @throws InvalidInputException if the folder does not exist or the path is a directory
   * @throws MattingInterruptedException if the thread is interrupted
   * @throws dev.deepmatting.error.MattingException if writing fails
   */
  public static void writePng(BufferedImage image, ImageOutput output, ImageProperties properties) {
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(properties, "properties");
    FileFormats.writePng(image, output, properties);
  }

  /**
   * Writes an image file in the format that its ending names, with no properties; see {@link
   * #write(BufferedImage, Path, ImageProperties)}.
   *
   * @param image what to write
   * @param file where to; an existing file is replaced
   * @throws InvalidInputException as {@link #requireWritable}, or if the format cannot hold the
   *     image
   * @throws dev.deepmatting.error.MattingException if writing fails
   */
  public static void write(BufferedImage image, Path file) {
    write(image, file, ImageProperties.none());
  }

  /**
   * Writes an image file in the format of its ending: to a temporary file in the same folder, which
   * is then renamed. A reader sees the old file or the new one, and a failure leaves nothing
   * behind.
   *
   * <table>
   *   <caption>What is written</caption>
   *   <tr><th>Endings<th>Samples<th>Properties
   *   <tr><td>.png<td>unchanged, 8 or 16 bits<td>profile, resolution in whole dots per metre
   *   <tr><td>.tif, .tiff<td>8 or 16 bits, compressed without loss<td>profile, resolution
   *   <tr><td>.jpg, .jpeg<td>8 bits, without transparency, quality 0.95, colours not
   *       subsampled<td>profile, resolution in whole dots per inch
   *   <tr><td>endings of an {@link ImageEncoder} on the class path (matting-dl4j brings
   *       .webp, lossless except for the colours of fully transparent pixels)<td>8 bits<td>none
   * </table>
   *
   * <p>A profile is attached unchanged and changes no sample; one for another kind of pixels, such
   * as a gray profile with colours, is left out. An orientation is never written: images are
   * upright.
   *
   * @param image what to write; gray images stay gray, except in formats of services; other pixel
   *     types are converted to one that the format has, rounding 16 bits to 8 if necessary
   * @param file where to; an existing file is replaced
   * @param properties what the file says about the image; formats leave out what they cannot store
   * @throws InvalidInputException as {@link #requireWritable}, or if the format cannot hold the
   *     image
   * @throws dev.deepmatting.error.MattingException if writing fails
   */
  public static void write(BufferedImage image, Path file, ImageProperties properties) {
    write(image, ImageOutput.of(file), properties);
  }

  /**
   * Writes a picture to a file or a stream, in the output's format; see {@link
   * #write(BufferedImage, Path, ImageProperties)}.
   *
   * @param image what to write
   * @param output a file or a stream
   * @param properties what the picture says about itself; formats leave out what they cannot store
   * @throws InvalidInputException as {@link #requireWritable}, or if the format cannot hold the
   *     image
   * @throws MattingInterruptedException if the thread is interrupted
   * @throws dev.deepmatting.error.MattingException if writing fails
   */
  public static void write(BufferedImage image, ImageOutput output, ImageProperties properties) {
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(properties, "properties");
    FileFormats.write(image, output, properties);
  }

  /**
   * Refuses a file that {@link #write} could not write, so that a program can check before it
   * computes. Creates nothing.
   *
   * @param file where to write
   * @param transparency whether the image has an alpha channel, even if it is all opaque
   * @throws InvalidInputException if no format with this ending can be written, or it cannot store
   *     transparency (the message lists those that can); if the folder does not exist, or the path
   *     is a directory
   */
  public static void requireWritable(Path file, boolean transparency) {
    requireWritable(ImageOutput.of(file), transparency);
  }

  /**
   * Refuses an output that {@link #write} could not write; see {@link #requireWritable(Path,
   * boolean)}.
   *
   * @param output a file or a stream, which gets nothing
   * @param transparency whether the image has an alpha channel, even if it is all opaque
   * @throws InvalidInputException as there
   */
  public static void requireWritable(ImageOutput output, boolean transparency) {
    Objects.requireNonNull(output, "output");
    FileFormats.of(output, transparency);
  }

  /**
   * Reads what an image file says about its pixels, in the form that {@link #readImage} returns.
   *
   * <p>The resolution comes from JPEG (JFIF, else EXIF), PNG (pHYs, else EXIF), TIFF and WebP
   * (EXIF) files; if the stored image is rotated by 90 degrees, so is the resolution.
   *
   * <p>The profile has to match the pixels, which are converted to sRGB when they are read. Hence
   * the file's profile is left out unless it means sRGB. Profiles that are damaged, longer than
   * {@link ImageProperties#MAX_PROFILE_BYTES} or of other colours than RGB and gray are left out.
   *
   * @param file an image file; other formats and damaged files have no properties
   * @return the properties
   * @throws InvalidInputException if there is no such file or it cannot be read
   * @throws MattingInterruptedException if the thread is interrupted
   */
  public static ImageProperties readProperties(Path file) {
    return readProperties(ImageInput.of(file));
  }

  /**
   * Reads what a picture says about its pixels; see {@link #readProperties(Path)}.
   *
   * @param input an encoded picture; other formats and damaged ones have no properties
   * @return the properties
   * @throws InvalidInputException if it is a file that does not exist or cannot be read
   * @throws MattingInterruptedException if the thread is interrupted
   */
  public static ImageProperties readProperties(ImageInput input) {
    return PropertiesReader.read(input.loaded());
  }

  /**
   * Reads a photograph and converts it to a type that the other methods do not return.
   *
   * @param <T> the result type
   * @param file an image file
   * @param conversion receives the image, upright; its exceptions get the file's name
   * @return what the conversion returns
   * @throws InvalidInputException if the file is missing, empty, damaged, too large or no image, or
   *     the conversion refuses it
   * @throws MattingInterruptedException if the thread is interrupted
   */
  public <T> T read(Path file, Function<BufferedImage, T> conversion) {
    return read(ImageInput.of(file), conversion);
  }

  /**
   * Reads a photograph and converts it; see {@link #read(Path, Function)}.
   *
   * @param <T> the result type
   * @param input an encoded picture
   * @param conversion receives the image, upright; its exceptions get the input's name
   * @return what the conversion returns
   * @throws InvalidInputException as there
   * @throws MattingInterruptedException if the thread is interrupted
   */
  public <T> T read(ImageInput input, Function<BufferedImage, T> conversion) {
    Objects.requireNonNull(conversion, "conversion");
    BufferedImage image = readWith(input, Use.COLOURS, Function.identity());
    try {
      return convert(input, image, conversion);
    } catch (OutOfMemoryError e) {
      throw needsMoreHeap(input, e);
    }
  }

  /**
   * Reads and converts on the decoder's thread, so that an interrupted caller does not wait for the
   * conversion either.
   */
  private <T> T readWith(ImageInput input, Use use, Function<BufferedImage, T> conversion) {
    ImageInput loaded = input.loaded();
    try {
      return ImageLoader.load(loaded, limits, use, image -> convert(loaded, image, conversion));
    } catch (OutOfMemoryError e) {
      throw needsMoreHeap(input, e);
    }
  }

  static InvalidInputException needsMoreHeap(ImageInput input, OutOfMemoryError e) {
    long heap = Runtime.getRuntime().maxMemory() / BYTES_PER_MIB;
    return new InvalidInputException(
        input + " cannot be decoded, wanted more than the Java heap of " + heap + " MiB", e);
  }

  private static <T> T convert(
      ImageInput input, BufferedImage image, Function<BufferedImage, T> conversion) {
    try {
      return conversion.apply(image);
    } catch (MattingInterruptedException e) {
      throw e;
    } catch (InvalidInputException e) {
      throw named(input, e);
    } catch (RuntimeException e) {
      // A damaged palette or colour profile shows only when its colours are read.
      throw new InvalidInputException(input + " has colours that cannot be read: " + e, e);
    }
  }
}
