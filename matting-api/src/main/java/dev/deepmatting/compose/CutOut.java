package dev.deepmatting.compose;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.AlphaSink;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.ImageOutput;
import dev.deepmatting.image.ImageProperties;
import dev.deepmatting.image.ImageRows;
import dev.deepmatting.image.PngRowWriter;
import dev.deepmatting.image.RgbImage;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * An object without its surroundings: its colours, with an alpha matte as transparency. Immutable
 * and safe to share between threads.
 *
 * <p>The colours are the object's own, as {@link ForegroundEstimation} finds them: at soft edges a
 * photograph still contains some of the old background, which shows as a halo on a new one. With
 * {@link #naive} they are the photograph's. Estimated colours continue smoothly under full
 * transparency, so the file contains hardly anything of the old background.
 *
 * @since 0.1
 */
public final class CutOut {
  private final RgbImage foreground;
  private final AlphaMatte alpha;

  private CutOut(RgbImage foreground, AlphaMatte alpha) {
    this.foreground = foreground;
    this.alpha = alpha;
  }

  /**
   * Cuts an object out, with its colours estimated by {@link ForegroundEstimation#standard()}.
   *
   * @param image the photograph
   * @param alpha the transparency, of the same size as the image
   * @return the cut-out
   * @throws InvalidInputException if the sizes differ; the message names both
   */
  public static CutOut of(RgbImage image, AlphaMatte alpha) {
    return of(image, alpha, ForegroundEstimation.standard());
  }

  /**
   * Cuts an object out.
   *
   * @param image the photograph
   * @param alpha the transparency, of the same size as the image
   * @param estimation estimates the object's colours
   * @return the cut-out
   * @throws InvalidInputException if the sizes differ; the message names both
   */
  public static CutOut of(RgbImage image, AlphaMatte alpha, ForegroundEstimation estimation) {
    return new CutOut(estimation.foreground(image, alpha), alpha);
  }

  /**
   * Joins an image and its matte without changing a colour, for images that already have pure
   * colours, or for comparison.
   *
   * @param image the colours
   * @param alpha the transparency, of the same size as the image
   * @return the cut-out
   * @throws InvalidInputException if the sizes differ; the message names both
   */
  public static CutOut naive(RgbImage image, AlphaMatte alpha) {
    ForegroundEstimation.requireSameSize(image, alpha);
    return new CutOut(image, alpha);
  }

  /**
   * Returns this object without the colour spill of a screen behind it, from light that the screen
   * reflected on it and from strands too fine to separate from the screen. Colours within 60
   * degrees of the screen's hue lose their tint towards it and keep the mean of their samples.
   * Parts that really have that hue turn gray, so use this only for objects without it.
   *
   * @param screen the screen's colour; its lightness does not matter
   * @return another cut-out with the same transparency
   * @throws InvalidInputException if the colour is gray or nearly so
   */
  public CutOut withoutSpill(Colour screen) {
    return new CutOut(SpillSuppression.of(screen).apply(foreground), alpha);
  }

  /**
   * Returns the colours.
   *
   * @return an image of the photograph's bit depth, not premultiplied
   */
  public RgbImage foreground() {
    return foreground;
  }

  /**
   * Returns the transparency.
   *
   * @return the matte
   */
  public AlphaMatte alpha() {
    return alpha;
  }

  /**
   * Returns the width.
   *
   * @return pixels per row, at least 1
   */
  public int width() {
    return alpha.width();
  }

  /**
   * Returns the height.
   *
   * @return rows, at least 1
   */
  public int height() {
    return alpha.height();
  }

  /**
   * Returns an image with transparency.
   *
   * @return a new image of type {@link BufferedImage#TYPE_INT_ARGB}: 8 bits per sample, not
   *     premultiplied, alpha rounded to the nearest
   */
  public BufferedImage toBufferedImage() {
    return CutOutPixels.straight(this);
  }

  /**
   * Returns an image with premultiplied alpha, which many programs need for drawing.
   *
   * @return a new image of type {@link BufferedImage#TYPE_INT_ARGB_PRE}: 8 bits per sample, alpha
   *     rounded to the nearest, then each colour times that, rounded to the nearest
   */
  public BufferedImage toPremultiplied() {
    return CutOutPixels.premultiplied(this);
  }

  /**
   * Writes a PNG file with transparency and no properties; see {@link #writePng(Path,
   * ImageProperties)}.
   *
   * @param file the file to write; an existing file is replaced
   * @throws InvalidInputException if the folder does not exist or the path is a directory
   * @throws dev.deepmatting.error.MattingException if writing fails
   */
  public void writePng(Path file) {
    writePng(file, ImageProperties.none());
  }

  /**
   * Writes a PNG file with transparency; see {@link ImageFiles#write(BufferedImage, Path,
   * ImageProperties)}.
   *
   * @param file the file to write, whatever its extension; an existing file is replaced
   * @param properties the properties to write, such as the photograph's from {@link
   *     ImageFiles#readProperties}
   * @throws InvalidInputException if the folder does not exist or the path is a directory
   * @throws dev.deepmatting.error.MattingException if writing fails
   */
  public void writePng(Path file, ImageProperties properties) {
    writePng(ImageOutput.of(file), properties);
  }

  /**
   * Writes a PNG picture with transparency to a file or a stream.
   *
   * @param output where to; its format does not matter
   * @param properties the properties to write, such as the photograph's
   * @throws InvalidInputException if the folder does not exist or the path is a directory
   * @throws dev.deepmatting.error.MattingException if writing fails
   */
  public void writePng(ImageOutput output, ImageProperties properties) {
    ImageFiles.writePng(toBufferedImage(), output, properties);
  }

  /**
   * Writes a PNG file with transparency, 16 bits per sample and no properties; see {@link
   * #writePng16(Path, ImageProperties)}.
   *
   * @param file the file to write; an existing file is replaced
   * @throws InvalidInputException if the folder does not exist or the path is a directory
   * @throws dev.deepmatting.error.MattingException if writing fails
   */
  public void writePng16(Path file) {
    writePng16(file, ImageProperties.none());
  }

  /**
   * Writes a PNG file with transparency and 16 bits per sample: alpha then has 65536 steps, and the
   * colours of a 16-bit image do not change.
   *
   * @param file the file to write, whatever its extension; an existing file is replaced
   * @param properties the properties to write, such as the photograph's from {@link
   *     ImageFiles#readProperties}
   * @throws InvalidInputException if the folder does not exist or the path is a directory
   * @throws dev.deepmatting.error.MattingException if writing fails
   */
  public void writePng16(Path file, ImageProperties properties) {
    writePng16(ImageOutput.of(file), properties);
  }

  /**
   * Writes a PNG picture with transparency and 16 bits per sample to a file or a stream.
   *
   * @param output where to; its format does not matter
   * @param properties the properties to write, such as the photograph's
   * @throws InvalidInputException if the folder does not exist or the path is a directory
   * @throws dev.deepmatting.error.MattingException if writing fails
   */
  public void writePng16(ImageOutput output, ImageProperties properties) {
    ImageFiles.writePng(CutOutPixels.straight16(this), output, properties);
  }

  /**
   * Writes a PNG file with transparency while the rows of the matte arrive. The colours equal those
   * of {@link #writePng(Path)}, except for an occasional 8-bit step. The rows are kept in a
   * temporary compressed file next to the target until all have arrived; then the colours are
   * estimated and written. Only a few rows are in memory, more for larger pictures: about 20 MB for
   * 10,000x10,000 pixels.
   *
   * @param image the colours; their rows are read twice, each time in rising order except for going
   *     back a few rows
   * @param file the file to write; an existing file is replaced when all rows have arrived
   * @param properties the properties to write, such as the photograph's from {@link
   *     ImageFiles#readProperties}
   * @param rows receives the sink for the transparency and fills it; an exception it throws reaches
   *     the caller
   * @throws InvalidInputException if the folder does not exist, the path is a directory, an alpha
   *     value is NaN or outside 0 to 1, or the image's file is damaged
   * @throws dev.deepmatting.error.MattingInterruptedException if the thread is interrupted
   * @throws dev.deepmatting.error.MattingException if writing fails
   * @throws IllegalStateException if a row is missing or out of order
   */
  public static void writePngByRows(
      ImageRows image, Path file, ImageProperties properties, Consumer<AlphaSink> rows) {
    Objects.requireNonNull(rows, "rows");
    PngRowWriter.write(
        ImageOutput.of(file),
        image.width(),
        image.height(),
        PngRowWriter.Layout.RGBA_8,
        properties,
        writer -> CutOutRows.write(image, file, rows, writer));
  }
}
