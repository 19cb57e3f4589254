package dev.deepmatting.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Small pictures for the tests. */
final class Pictures {
  static final int SIZE = 16;

  private Pictures() {}

  /** A light half and a dark one. */
  static Path photograph(Path file) throws IOException {
    BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        image.setRGB(x, y, x < SIZE / 2 ? 0xe0d0c0 : 0x102030);
      }
    }
    return write(image, file);
  }

  /** Foreground, unknown and background from left to right. */
  static Path trimap(Path file) throws IOException {
    return trimap(file, SIZE);
  }

  static Path trimap(Path file, int size) throws IOException {
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        image.getRaster().setSample(x, y, 0, x < 5 ? 255 : x < 11 ? 128 : 0);
      }
    }
    return write(image, file);
  }

  private static Path write(BufferedImage image, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
    return file;
  }
}
