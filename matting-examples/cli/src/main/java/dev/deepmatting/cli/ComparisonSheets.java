package dev.deepmatting.cli;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pictures of mattes side by side: a row for the first picture of each group, with the photograph,
 * its trimap, the matte of each model, and the truth if it is known.
 */
final class ComparisonSheets {
  static final int CELL = 256;
  static final int GAP = 8;
  static final int TITLE = 24;
  private static final int MOST_ROWS = 12;
  private static final Color PAPER = new Color(0xf4f4f4);
  private static final Color INK = new Color(0x303030);

  private final Path folder;
  private final String stem;
  private final List<Strip> strips = new ArrayList<>();
  private final Set<String> groups = new HashSet<>();
  private final List<Path> written = new ArrayList<>();

  ComparisonSheets(Path folder, String stem) {
    this.folder = folder;
    this.stem = stem;
  }

  /** A row of pictures with their titles. */
  static final class Strip {
    private final List<String> titles = new ArrayList<>();
    private final List<BufferedImage> pictures = new ArrayList<>();
    private final @Nullable AlphaMatte truth;

    private Strip(@Nullable AlphaMatte truth) {
      this.truth = truth;
    }

    static Strip of(ComparedPicture picture) {
      Strip strip = new Strip(picture.truth().map(ComparedPicture.Truth::alpha).orElse(null));
      strip.add(picture.name(), picture.image().toBufferedImage());
      strip.add("trimap", picture.trimap().toBufferedImage());
      return strip;
    }

    void add(String title, AlphaMatte matte) {
      add(title, matte.toGray8());
    }

    /** Adds a gap for a model without a matte. */
    void addNothing(String title) {
      titles.add(title);
      pictures.add(new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB));
    }

    private void add(String title, BufferedImage picture) {
      titles.add(title);
      pictures.add(Thumbnail.of(picture, CELL));
    }

    private Strip withTruth() {
      if (truth != null) {
        add("truth", truth);
      }
      return this;
    }

    private int height() {
      return TITLE + pictures.get(0).getHeight() + GAP;
    }

    private void draw(Graphics2D graphics, int top) {
      for (int i = 0; i < pictures.size(); i++) {
        int left = GAP + i * (CELL + GAP);
        String title = titles.get(i).toLowerCase(Locale.ROOT);
        PixelFont.draw(graphics, INK, PixelFont.cut(title, CELL), left, top);
        graphics.drawImage(pictures.get(i), left, top + TITLE, null);
      }
    }
  }

  /** Keeps a row, if it is the first of its group. */
  void add(ComparedRow row, Strip strip) {
    if (groups.add(row.group())) {
      strips.add(strip.withTruth());
    }
    if (strips.size() == MOST_ROWS) {
      write();
    }
  }

  /** Writes the remaining rows. */
  List<Path> finish() {
    if (!strips.isEmpty()) {
      write();
    }
    return written;
  }

  private void write() {
    String number = written.isEmpty() ? "" : "-" + (written.size() + 1);
    Path file = folder.resolve(stem + number + ".jpg");
    ImageFiles.write(draw(), file);
    written.add(file);
    strips.clear();
  }

  private BufferedImage draw() {
    int columns = strips.get(0).pictures.size();
    int height = strips.stream().mapToInt(Strip::height).sum() + GAP;
    BufferedImage sheet =
        new BufferedImage(columns * (CELL + GAP) + GAP, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setColor(PAPER);
    graphics.fillRect(0, 0, sheet.getWidth(), height);
    int top = GAP;
    for (Strip strip : strips) {
      strip.draw(graphics, top);
      top += strip.height();
    }
    graphics.dispose();
    return sheet;
  }
}
