package dev.deepmatting.compose;

import dev.deepmatting.check.Sizes;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.AlphaSink;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.ImageRows;
import dev.deepmatting.image.PngRowWriter;
import dev.deepmatting.image.RgbImage;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A photograph with an alpha matte as its transparency. Immutable and safe to share between
 * threads.
 *
 * <p>The colours are the photograph's own. Where an edge is soft they still hold some of the old
 * background; estimating the pure foreground colour is a separate step.
 */
public final class CutOut {
  private final RgbImage image;
  private final AlphaMatte alpha;

  private CutOut(RgbImage image, AlphaMatte alpha) {
    this.image = image;
    this.alpha = alpha;
  }

  /**
   * Joins an image and its matte.
   *
   * @param image the colours
   * @param alpha the transparency, of the image's size
   * @return the cut-out
   * @throws InvalidInputException if the sizes differ; the message has both
   */
  public static CutOut of(RgbImage image, AlphaMatte alpha) {
    Sizes.requireSame(
        "alpha", alpha.width(), alpha.height(), "image", image.width(), image.height());
    return new CutOut(image, alpha);
  }

  /**
   * An image with transparency.
   *
   * @return a new image of type {@link BufferedImage#TYPE_INT_ARGB}: 8 bits per sample, not
   *     premultiplied, alpha rounded to the nearest
   */
  public BufferedImage toBufferedImage() {
    int width = image.width();
    BufferedImage result = new BufferedImage(width, image.height(), BufferedImage.TYPE_INT_ARGB);
    int[] row = new int[width];
    byte[] opacity = new byte[width];
    for (int y = 0; y < image.height(); y++) {
      alpha.readRow8(y, opacity);
      for (int x = 0; x < width; x++) {
        row[x] = (opacity[x] & 0xff) << 24 | rgb(x, y);
      }
      result.getRaster().setDataElements(0, y, width, 1, row);
    }
    return result;
  }

  /**
   * Writes a PNG file with transparency; see {@link ImageFiles#writePng(BufferedImage, Path)}.
   *
   * @param file where to; an existing file is replaced
   * @throws InvalidInputException if the folder does not exist or the path is a directory
   * @throws dev.deepmatting.error.MattingException if writing fails
   */
  public void writePng(Path file) {
    ImageFiles.writePng(toBufferedImage(), file);
  }

  /**
   * Writes a PNG file with transparency while the rows of the matte come, pixel for pixel as {@link
   * #writePng(Path)}; only a few rows are in memory beside those that the image keeps.
   *
   * @param image the colours; their rows are read once, in rising order
   * @param file where to; an existing file is replaced when all rows are there
   * @param rows is given the sink for the transparency and fills it; what it throws reaches the
   *     caller
   * @throws InvalidInputException if the folder does not exist, the path is a directory, an alpha
   *     value is NaN or outside 0 to 1, or the image's file is damaged
   * @throws dev.deepmatting.error.PredictionInterruptedException if the thread is interrupted
   * @throws dev.deepmatting.error.MattingException if writing fails
   * @throws IllegalStateException if a row is left out or out of order
   */
  public static void writePngByRows(ImageRows image, Path file, Consumer<AlphaSink> rows) {
    Objects.requireNonNull(rows, "rows");
    PngRowWriter.write(
        file,
        image.width(),
        image.height(),
        PngRowWriter.Layout.RGBA_8,
        writer -> rows.accept(new CutOutRows(image, writer)));
  }

  private int rgb(int x, int y) {
    return image.sample8(x, y, 0) << 16 | image.sample8(x, y, 1) << 8 | image.sample8(x, y, 2);
  }
}
