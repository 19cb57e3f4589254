package dev.deepmatting.cli;

import dev.deepmatting.image.ImageFiles;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** A red square before a green screen, and what tells it apart. */
final class ObjectPictures {
  static final int SIZE = 40;
  static final int FIRST = 12;
  static final int SIDE = 16;
  static final int MIDDLE = FIRST + SIDE / 2;
  static final int OBJECT = 0xffc02030;
  static final int SCREEN = 0xff00b140;

  private ObjectPictures() {}

  static Path image(Path file) throws IOException {
    return write(square(BufferedImage.TYPE_INT_RGB, SCREEN, OBJECT), file);
  }

  static Path alpha(Path file) throws IOException {
    return write(square(BufferedImage.TYPE_BYTE_GRAY, 0xff000000, 0xffffffff), file);
  }

  /** Transparent around the object. */
  static Path cutout(Path file) throws IOException {
    return write(square(BufferedImage.TYPE_INT_ARGB, 0, OBJECT), file);
  }

  /** A white stroke on the object, black ones at the border, gray elsewhere. */
  static Path scribbles(Path file) throws IOException {
    BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        boolean border = Math.min(Math.min(x, SIZE - 1 - x), Math.min(y, SIZE - 1 - y)) < 3;
        boolean object = Math.abs(x - MIDDLE) < 3 && Math.abs(y - MIDDLE) < 5;
        image.getRaster().setSample(x, y, 0, border ? 0 : object ? 255 : 128);
      }
    }
    return write(image, file);
  }

  static Path plain(Path file, int rgb) throws IOException {
    return write(square(BufferedImage.TYPE_INT_RGB, rgb, rgb), file);
  }

  private static BufferedImage square(int type, int ground, int ink) {
    BufferedImage image = new BufferedImage(SIZE, SIZE, type);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(ground, true));
    graphics.fillRect(0, 0, SIZE, SIZE);
    graphics.setColor(new Color(ink, true));
    graphics.fillRect(FIRST, FIRST, SIDE, SIDE);
    graphics.dispose();
    return image;
  }

  static BufferedImage read(Path file) throws IOException {
    return ImageIO.read(file.toFile());
  }

  static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static Path write(BufferedImage image, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    ImageFiles.writePng(image, file);
    return file;
  }
}
