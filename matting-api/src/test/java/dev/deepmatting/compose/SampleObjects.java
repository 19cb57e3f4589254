package dev.deepmatting.compose;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import java.awt.image.BufferedImage;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Objects to compose: those that make_compositions.py wrote, and plain ones. */
final class SampleObjects {
  private SampleObjects() {}

  static Path path(String name) {
    try {
      return Path.of(SampleObjects.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static RgbImage image(String name) {
    return ImageFiles.standard().readImage(path(name));
  }

  static CutOut sample() {
    return CutOut.naive(
        image("foreground.png"), ImageFiles.standard().readAlpha(path("alpha.png")));
  }

  static RgbImage plain(int width, int height, Colour colour) {
    byte[] samples = new byte[3 * width * height];
    for (int i = 0; i < samples.length; i += 3) {
      samples[i] = (byte) colour.red();
      samples[i + 1] = (byte) colour.green();
      samples[i + 2] = (byte) colour.blue();
    }
    return RgbImage.of8(width, height, samples);
  }

  /** An opaque rectangle of one colour on a transparent picture. */
  static CutOut rectangle(int width, int height, Box box, Colour colour) {
    float[] alpha = new float[width * height];
    for (int y = box.top(); y < box.bottom(); y++) {
      for (int x = box.left(); x < box.right(); x++) {
        alpha[y * width + x] = 1;
      }
    }
    return CutOut.naive(plain(width, height, colour), AlphaMatte.of(width, height, alpha));
  }

  static CutOut whole(int width, int height, Colour colour) {
    return rectangle(width, height, new Box(0, 0, width, height), colour);
  }

  static Colour colourAt(BufferedImage image, int x, int y) {
    int rgb = image.getRGB(x, y);
    return new Colour(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255);
  }

  static int alphaAt(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) >>> 24;
  }
}
