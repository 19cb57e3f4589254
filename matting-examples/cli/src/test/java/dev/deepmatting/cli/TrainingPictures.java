package dev.deepmatting.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** A small data set in folders: discs with soft edges, and backgrounds. */
final class TrainingPictures {
  private static final int COUNT = 6;
  private static final int SIDE = 48;

  private TrainingPictures() {}

  static Path in(Path root) throws IOException {
    for (int i = 0; i < COUNT; i++) {
      write(root.resolve("fg/f" + i + ".png"), BufferedImage.TYPE_INT_RGB, i);
      write(root.resolve("alpha/f" + i + ".png"), BufferedImage.TYPE_BYTE_GRAY, i);
      write(root.resolve("bg/b" + i + ".png"), BufferedImage.TYPE_INT_RGB, COUNT + i);
    }
    return root;
  }

  /** Colours that change from picture to picture, or a disc of alpha with a soft edge. */
  private static void write(Path file, int type, int number) throws IOException {
    BufferedImage image = new BufferedImage(SIDE, SIDE, type);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        if (type == BufferedImage.TYPE_BYTE_GRAY) {
          double toEdge = 12 + number - Math.hypot(x - SIDE / 2.0, y - SIDE / 2.0);
          image.getRaster().setSample(x, y, 0, (int) Math.max(0, Math.min(255, 128 + 50 * toEdge)));
        } else {
          image.setRGB(x, y, 0x123456 * (number + 1) + 3 * x + (5 * y << 8));
        }
      }
    }
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }
}
