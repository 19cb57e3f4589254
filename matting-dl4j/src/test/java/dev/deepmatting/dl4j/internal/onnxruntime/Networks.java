package dev.deepmatting.dl4j.internal.onnxruntime;

import dev.deepmatting.image.RgbImage;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of {@code make_networks.py}, its picture and its masks. */
final class Networks {
  static final int WIDTH = 12;
  static final int HEIGHT = 8;

  private Networks() {}

  static Path file(String name) {
    return path(name + ".onnx");
  }

  static RgbImage picture() {
    byte[] samples = new byte[3 * WIDTH * HEIGHT];
    for (int y = 0, at = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        for (int channel = 0; channel < 3; channel++, at++) {
          samples[at] = (byte) ((31 * x + 17 * y + 73 * channel + 5 * x * y) % 256);
        }
      }
    }
    return RgbImage.of8(WIDTH, HEIGHT, samples);
  }

  static float[] mask(String name) throws IOException {
    String[] words =
        Files.readAllLines(path("masks.txt")).stream()
            .map(line -> line.split(" "))
            .filter(line -> line[0].equals(name))
            .findFirst()
            .orElseThrow();
    float[] mask = new float[words.length - 1];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = Float.parseFloat(words[i + 1]);
    }
    return mask;
  }

  private static Path path(String name) {
    try {
      return Path.of(Networks.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
