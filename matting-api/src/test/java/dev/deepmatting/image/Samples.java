package dev.deepmatting.image;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** The files that make_images.py wrote, and the formula of their pixels. */
final class Samples {
  static final int WIDTH = 24;
  static final int HEIGHT = 16;

  private Samples() {}

  static Path path(String name) {
    try {
      return Path.of(Samples.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static RgbImage read(String name) {
    return ImageFiles.standard().readImage(path(name));
  }

  static int rgb(int x, int y, int channel) {
    return switch (channel) {
      case 0 -> 10 * x;
      case 1 -> 15 * y;
      default -> 255 - 10 * x;
    };
  }

  static int gray(int x, int y) {
    return 10 * x + y;
  }

  static int wide(int sample) {
    return Math.min(257 * sample + 7, 65535);
  }
}
