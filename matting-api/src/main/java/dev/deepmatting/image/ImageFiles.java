package dev.deepmatting.image;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.image.ImageLoader.Use;
import dev.deepmatting.internal.check.Ranges;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;

/**
 * Reads and writes image files. Immutable and safe to share between threads.
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
  private static final ImageFiles STANDARD = new ImageFiles(STANDARD_MAX_PIXELS);

  private final long maxPixels;

  private ImageFiles(long maxPixels) {
    this.maxPixels = maxPixels;
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
    return new ImageFiles(maxPixels);
  }

  /**
   * The pixel limit.
   *
   * @return the largest width * height that a file may declare
   */
  public long maxPixels() {
    return maxPixels;
  }

  /**
   * Reads a photograph; see {@link RgbImage#of(BufferedImage)} for the conversions.
   *
   * @param file an image file
   * @return the image, upright
   * @throws InvalidInputException if the file is missing, empty, damaged, too large or no image
   * @throws MattingInterruptedException if the thread is interrupted
   */
  public RgbImage readImage(Path file) {
    return read(file, RgbImage::of);
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
    Objects.requireNonNull(thresholds, "thresholds");
    return read(file, Use.VALUES, image -> Plausible.trimap(image, thresholds));
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
    Objects.requireNonNull(file, "file");
    return PngRowReader.open(file, maxPixels, Use.COLOURS)
        .map(ImageRowFile::of)
        .orElseGet(() -> ImageRowFile.of(readImage(file)));
  }

  /**
   * Opens a trimap for reading row by row, with the values of {@link #readTrimap(Path,
   * TrimapThresholds)}; see {@link #openImage(Path)}.
   *
   * @param file an image file, which must not change while it is read
   * @param thresholds which gray values are known
   * @return the rows, upright; the caller closes them
   * @throws InvalidInputException if the file is missing, empty, damaged, too large or no image;
   *     some damage shows only when its row is read
   * @throws MattingInterruptedException if the thread is interrupted
   */
  public TrimapRowFile openTrimap(Path file, TrimapThresholds thresholds) {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(thresholds, "thresholds");
    return PngRowReader.open(file, maxPixels, Use.VALUES)
        .map(reader -> TrimapRowFile.of(reader, thresholds))
        .orElseGet(() -> TrimapRowFile.of(readTrimap(file, thresholds)));
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
    return read(file, Use.VALUES, AlphaMatte::of);
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
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(properties, "properties");
    FileFormats.writePng(image, file, properties);
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
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(properties, "properties");
    FileFormats.write(image, file, properties);
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
    Objects.requireNonNull(file, "file");
    FileFormats.of(file, transparency);
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
    Objects.requireNonNull(file, "file");
    return PropertiesReader.read(file);
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
    return read(file, Use.COLOURS, conversion);
  }

  private <T> T read(Path file, Use use, Function<BufferedImage, T> conversion) {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(conversion, "conversion");
    try {
      return convert(file, ImageLoader.load(file, maxPixels, use), conversion);
    } catch (OutOfMemoryError e) {
      throw needsMoreHeap(file, e);
    }
  }

  static InvalidInputException needsMoreHeap(Path file, OutOfMemoryError e) {
    long heap = Runtime.getRuntime().maxMemory() / BYTES_PER_MIB;
    return new InvalidInputException(
        "file " + file + " cannot be decoded, wanted more than the Java heap of " + heap + " MiB",
        e);
  }

  private static <T> T convert(
      Path file, BufferedImage image, Function<BufferedImage, T> conversion) {
    try {
      return conversion.apply(image);
    } catch (MattingInterruptedException e) {
      throw e;
    } catch (InvalidInputException e) {
      throw new InvalidInputException("file " + file + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      // A damaged palette or colour profile shows only when its colours are read.
      throw new InvalidInputException("file " + file + " has colours that cannot be read: " + e, e);
    }
  }
}
