package dev.deepmatting.cli;

import dev.deepmatting.compose.CutOut;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** Six pictures in two rows, each with its name above it. */
final class PreviewSheet {
  private static final int COLUMNS = 3;
  private static final int ROWS = 2;
  private static final int GAP = 12;
  private static final int TITLE = 24;
  private static final int SQUARE = 12;
  private static final Color PAPER = new Color(0xf4f4f4);
  private static final Color INK = new Color(0x303030);

  private final BufferedImage sheet;
  private final Graphics2D graphics;
  private final int width;
  private final int height;
  private int cell;

  private PreviewSheet(int width, int height) {
    this.width = width;
    this.height = height;
    sheet =
        new BufferedImage(
            GAP + COLUMNS * (width() + GAP),
            GAP + ROWS * (TITLE + height + GAP),
            BufferedImage.TYPE_INT_RGB);
    graphics = sheet.createGraphics();
    graphics.setColor(PAPER);
    graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
  }

  /** Returns the width of a picture; narrow ones leave room for their names. */
  private int width() {
    return Math.max(width, PixelFont.width("on light ground"));
  }

  /** Draws a sheet with pictures whose longer side has at most this many pixels. */
  static BufferedImage draw(RgbImage image, Mattes.Matte matte, CutOut cutOut, int size) {
    BufferedImage photograph = Thumbnail.of(image.toBufferedImage(), size);
    PreviewSheet sheet = new PreviewSheet(photograph.getWidth(), photograph.getHeight());
    sheet.add("image", photograph);
    matte
        .trimap()
        .map(Trimap::toBufferedImage)
        .ifPresentOrElse(
            trimap -> sheet.add("trimap", Thumbnail.of(trimap, size)),
            () -> sheet.add("overlay", Thumbnail.of(overlay(image, matte.alpha()), size)));
    sheet.add("alpha", Thumbnail.of(matte.alpha().toGray8(), size));
    BufferedImage object = Thumbnail.of(cutOut.toBufferedImage(), size);
    sheet.add("on dark ground", onto(object, new Color(0x202020), new Color(0x2c2c2c)));
    sheet.add("on light ground", onto(object, Color.WHITE, new Color(0xe6e6e6)));
    sheet.add("on green ground", onto(object, new Color(0x00b140), new Color(0x00b140)));
    sheet.graphics.dispose();
    return sheet.sheet;
  }

  private void add(String name, BufferedImage picture) {
    int x = GAP + cell % COLUMNS * (width() + GAP);
    int y = GAP + cell / COLUMNS * (TITLE + height + GAP);
    PixelFont.draw(graphics, INK, name, x, y);
    graphics.drawImage(picture, x, y + TITLE, null);
    cell++;
  }

  /** Returns the photograph, red where it is background. */
  private static BufferedImage overlay(RgbImage image, AlphaMatte alpha) {
    int columns = image.width();
    BufferedImage result = new BufferedImage(columns, image.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < columns; x++) {
        float kept = 0.4f + 0.6f * alpha.alphaAt(x, y);
        int red = Math.round(kept * image.sample8(x, y, 0) + (1 - kept) * 255);
        int green = Math.round(kept * image.sample8(x, y, 1));
        int blue = Math.round(kept * image.sample8(x, y, 2));
        result.setRGB(x, y, red << 16 | green << 8 | blue);
      }
    }
    return result;
  }

  private static BufferedImage onto(BufferedImage object, Color even, Color odd) {
    int columns = object.getWidth();
    int rows = object.getHeight();
    BufferedImage result = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = result.createGraphics();
    for (int y = 0; y < rows; y += SQUARE) {
      for (int x = 0; x < columns; x += SQUARE) {
        graphics.setColor((x + y) / SQUARE % 2 == 0 ? even : odd);
        graphics.fillRect(x, y, SQUARE, SQUARE);
      }
    }
    graphics.drawImage(object, 0, 0, null);
    graphics.dispose();
    return result;
  }
}
