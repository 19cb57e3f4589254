package dev.deepmatting.compose;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.AlphaSink;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.ImageProperties;
import dev.deepmatting.image.ImageRows;
import dev.deepmatting.image.PngRowWriter;
import dev.deepmatting.image.RgbImage;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * An object without its surroundings: its colours, with an alpha matte as their transparency.
 * Immutable and safe to share between threads.
 *
 * <p>The colours are the object's own, as {@link ForegroundEstimation} finds them: where an edge is
 * soft a photograph still holds some of the old background, which shows as a halo on a new one.
 * With {@link #naive} they are the photograph's. Behind full transparency the estimated colours go
 * on smoothly, so that hardly anything of the old background is left in the file.
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
   * @param alpha the transparency, of the image's size
   * @return the cut-out
   * @throws InvalidInputException if the sizes differ; the message has both
   */
  public static CutOut of(RgbImage image, AlphaMatte alpha) {
    return of(image, alpha, ForegroundEstimation.standard());
  }

  /**
   * Cuts an object out.
   *
   * @param image the photograph
   * @param alpha the transparency, of the image's size
   * @param estimation finds the object's colours
   * @return the cut-out
   * @throws InvalidInputException if the sizes differ; the message has both
   */
  public static CutOut of(RgbImage image, AlphaMatte alpha, ForegroundEstimation estimation) {
    return new CutOut(estimation.foreground(image, alpha), alpha);
  }

  /**
   * Joins an image and its matte without changing a colour: for an image that holds pure colours
   * already, or to compare.
   *
   * @param image the colours
   * @param alpha the transparency, of the image's size
   * @return the cut-out
   * @throws InvalidInputException if the sizes differ; the message has both
   */
  public static CutOut naive(RgbImage image, AlphaMatte alpha) {
    ForegroundEstimation.requireSameSize(image, alpha);
    return new CutOut(image, alpha);
  }

  /**
   * This object without the tint that a coloured screen behind it left: in light that the screen
   * threw on it, and in strands too fine to be told from the screen. Colours within 60 degrees of
   * the screen's hue lose what leans to it and keep the mean of their samples; what is of that hue
   * by itself turns gray, so this is for objects that are not.
   *
   * @param screen its colour; how light it is does not matter
   * @return another cut-out with the same transparency
   * @throws InvalidInputException if the colour is gray or nearly so
   */
  public CutOut withoutSpill(Colour screen) {
    return new CutOut(SpillSuppression.of(screen).apply(foreground), alpha);
  }

  /**
   * The colours.
   *
   * @return an image of the photograph's bit depth, not multiplied with alpha
   */
  public RgbImage foreground() {
    return foreground;
  }

  /**
   * The transparency.
   *
   * @return the matte
   */
  public AlphaMatte alpha() {
    return alpha;
  }

  /**
   * The width.
   *
   * @return pixels per row, at least 1
   */
  public int width() {
    return alpha.width();
  }

  /**
   * The height.
   *
   * @return rows, at least 1
   */
  public int height() {
    return alpha.height();
  }

  /**
   * An image with transparency.
   *
   * @return a new image of type {@link BufferedImage#TYPE_INT_ARGB}: 8 bits per sample, not
   *     premultiplied, alpha rounded to the nearest
   */
  public BufferedImage toBufferedImage() {
    return CutOutPixels.straight(this);
  }

  /**
   * An image with transparency whose colours are multiplied with it, as many programs want it for
   * drawing.
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
   * @param file where to; an existing file is replaced
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
   * @param file where to, whatever its ending; an existing file is replaced
   * @param properties what the file is to say, such as {@link ImageFiles#readProperties} of the
   *     photograph
   * @throws InvalidInputException if the folder does not exist or the path is a directory
   * @throws dev.deepmatting.error.MattingException if writing fails
   */
  public void writePng(Path file, ImageProperties properties) {
    ImageFiles.writePng(toBufferedImage(), file, properties);
  }

  /**
   * Writes a PNG file with transparency, 16 bits per sample and no properties; see {@link
   * #writePng16(Path, ImageProperties)}.
   *
   * @param file where to; an existing file is replaced
   * @throws InvalidInputException if the folder does not exist or the path is a directory
   * @throws dev.deepmatting.error.MattingException if writing fails
   */
  public void writePng16(Path file) {
    writePng16(file, ImageProperties.none());
  }

  /**
   * Writes a PNG file with transparency and 16 bits per sample: alpha has 65536 steps then, and the
   * colours of an image of 16 bits stay as they are.
   *
   * @param file where to, whatever its ending; an existing file is replaced
   * @param properties what the file is to say, such as {@link ImageFiles#readProperties} of the
   *     photograph
   * @throws InvalidInputException if the folder does not exist or the path is a directory
   * @throws dev.deepmatting.error.MattingException if writing fails
   */
  public void writePng16(Path file, ImageProperties properties) {
    ImageFiles.writePng(CutOutPixels.straight16(this), file, properties);
  }

  /**
   * Writes a PNG file with transparency while the rows of the matte come, with the colours that
   * {@link #writePng(Path)} gives, but for a step of 8 bits here and there. The rows wait in a
   * compressed file beside the target, which is deleted; then the colours are estimated and
   * written. In memory are only a few rows, more the larger the picture is: about 20 MB for
   * 10,000x10,000 pixels.
   *
   * @param image the colours; their rows are read twice, each time in rising order, but for going
   *     back a few rows
   * @param file where to; an existing file is replaced when all rows are there
   * @param properties what the file is to say, such as {@link ImageFiles#readProperties} of the
   *     photograph
   * @param rows is given the sink for the transparency and fills it; what it throws reaches the
   *     caller
   * @throws InvalidInputException if the folder does not exist, the path is a directory, an alpha
   *     value is NaN or outside 0 to 1, or the image's file is damaged
   * @throws dev.deepmatting.error.MattingInterruptedException if the thread is interrupted
   * @throws dev.deepmatting.error.MattingException if writing fails
   * @throws IllegalStateException if a row is left out or out of order
   */
  public static void writePngByRows(
      ImageRows image, Path file, ImageProperties properties, Consumer<AlphaSink> rows) {
    Objects.requireNonNull(rows, "rows");
    PngRowWriter.write(
        file,
        image.width(),
        image.height(),
        PngRowWriter.Layout.RGBA_8,
        properties,
        writer -> CutOutRows.write(image, file, rows, writer));
  }
}
