package dev.deepmatting.cli;

import dev.deepmatting.data.MattingSample;
import dev.deepmatting.image.ImageFiles;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One picture of several samples, each a row of image, trimap, alpha, foreground, background. */
final class ContactSheet {
  private static final int MOST_ROWS = 12;
  private static final int COLUMNS = 5;
  private static final int CELL = 192;
  private static final int GAP = 4;

  private final List<BufferedImage> cells = new ArrayList<>();

  /** Adds a row if there is room. */
  void add(MattingSample sample) {
    if (cells.size() < MOST_ROWS * COLUMNS) {
      cells.add(cell(sample.image().toBufferedImage()));
      cells.add(cell(sample.trimap().toBufferedImage()));
      cells.add(cell(sample.alpha().toGray8()));
      cells.add(cell(sample.foreground().toBufferedImage()));
      cells.add(cell(sample.background().toBufferedImage()));
    }
  }

  void writePng(Path file) {
    int rows = Math.max(1, cells.size() / COLUMNS);
    BufferedImage sheet =
        new BufferedImage(
            COLUMNS * (CELL + GAP) + GAP, rows * (CELL + GAP) + GAP, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    for (int i = 0; i < cells.size(); i++) {
      int x = GAP + i % COLUMNS * (CELL + GAP);
      graphics.drawImage(cells.get(i), x, GAP + i / COLUMNS * (CELL + GAP), null);
    }
    graphics.dispose();
    ImageFiles.writePng(sheet, file);
  }

  private static BufferedImage cell(BufferedImage layer) {
    BufferedImage cell = new BufferedImage(CELL, CELL, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = cell.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(layer, 0, 0, CELL, CELL, null);
    graphics.dispose();
    return cell;
  }
}
