package dev.deepmatting.evaluation;

import dev.deepmatting.image.ImageFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntBinaryOperator;

/** A small data set in folders: predictions, truth, trimaps. */
record DataSet(Path root) {
  static final int WIDTH = 12;
  static final int HEIGHT = 8;

  Path predictions() {
    return root.resolve("predictions");
  }

  Path truths() {
    return root.resolve("truth");
  }

  Path trimaps() {
    return root.resolve("trimaps");
  }

  EvaluationRun.Builder run() {
    return EvaluationRun.builder().predictions(predictions()).truths(truths()).trimaps(trimaps());
  }

  /** An image whose prediction is off by the same value wherever the trimap is unknown. */
  DataSet with(String name, int error) throws IOException {
    gray(predictions().resolve(name + ".png"), (x, y) -> x < 4 ? 0 : x < 8 ? 100 + error : 255);
    gray(truths().resolve(name + ".png"), (x, y) -> x < 4 ? 0 : x < 8 ? 100 : 255);
    gray(trimaps().resolve(name + ".png"), (x, y) -> x < 4 ? 0 : x < 8 ? 128 : 255);
    return this;
  }

  static Path gray(Path file, IntBinaryOperator valueAt) throws IOException {
    return gray(file, WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY, valueAt);
  }

  static Path gray(Path file, int width, int height, int type, IntBinaryOperator valueAt)
      throws IOException {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int band = 0; band < image.getRaster().getNumBands(); band++) {
          image.getRaster().setSample(x, y, band, valueAt.applyAsInt(x, y));
        }
      }
    }
    Files.createDirectories(file.getParent());
    ImageFiles.writePng(image, file);
    return file;
  }
}
