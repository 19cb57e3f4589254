package dev.deepmatting.examples;

import dev.deepmatting.image.ImageFiles;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;

/** A red disc before a green screen, with its alpha and its trimap. */
final class ScreenPicture {
  static final int SIZE = 96;
  static final Color OBJECT = new Color(0xc02030);
  static final Color SCREEN = new Color(0x00b140);
  private static final int RADIUS = 24;

  private ScreenPicture() {}

  static Path image(Path file) {
    return write(disc(BufferedImage.TYPE_INT_RGB, SCREEN, OBJECT, RADIUS), file);
  }

  static Path alpha(Path file) {
    return write(disc(BufferedImage.TYPE_BYTE_GRAY, Color.BLACK, Color.WHITE, RADIUS), file);
  }

  static Path trimap(Path file) {
    BufferedImage trimap = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        double distance = Math.hypot(x + 0.5 - SIZE / 2.0, y + 0.5 - SIZE / 2.0);
        int value = distance < RADIUS - 4 ? 255 : distance > RADIUS + 4 ? 0 : 128;
        trimap.getRaster().setSample(x, y, 0, value);
      }
    }
    return write(trimap, file);
  }

  /** A plain picture of one colour. */
  static Path plain(Path file, int width, int height, Color colour) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(colour);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return write(image, file);
  }

  private static BufferedImage disc(int type, Color ground, Color ink, int radius) {
    BufferedImage image = new BufferedImage(SIZE, SIZE, type);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(ground);
    graphics.fillRect(0, 0, SIZE, SIZE);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(ink);
    graphics.fillOval(SIZE / 2 - radius, SIZE / 2 - radius, 2 * radius, 2 * radius);
    graphics.dispose();
    return image;
  }

  private static Path write(BufferedImage image, Path file) {
    ImageFiles.writePng(image, file);
    return file;
  }
}
