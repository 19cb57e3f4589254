package dev.deepmatting.batch;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.network.ProgressListener;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Small photographs and trimaps in two folders, and a network that needs no weights. */
record BatchPictures(Path root) {
  static final int WIDTH = 9;
  static final int HEIGHT = 6;

  Path images() {
    return root.resolve("images");
  }

  Path trimaps() {
    return root.resolve("trimaps");
  }

  Path out() {
    return root.resolve("out");
  }

  MattingBatch.Builder batch() {
    return MattingBatch.builder().images(images()).trimaps(trimaps()).output(out());
  }

  /** The gray of an image tells it from the others. */
  BatchInput add(String name, int gray) throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    BufferedImage trimap = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        image.setRGB(x, y, gray * 0x010101 + x);
        trimap.getRaster().setSample(x, y, 0, x < 3 ? 0 : x < 6 ? 128 : 255);
      }
    }
    return BatchInput.of(
        write(image, images().resolve(name + ".png")),
        write(trimap, trimaps().resolve(name + ".png")));
  }

  List<BatchInput> addMany(int count) throws IOException {
    List<BatchInput> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pairs.add(add(String.format("p%02d", i), 10 * i));
    }
    return pairs;
  }

  /** An hour old, so that results are younger whatever the file system's clock can tell. */
  private static Path write(BufferedImage image, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    ImageFiles.writePng(image, file);
    return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
  }

  /** Makes an alpha of the image's colours, so that each image has its own. */
  static AlphaMatte predict(RgbImage image, Trimap trimap, ProgressListener listener) {
    float[] values = new float[image.width() * image.height()];
    for (int i = 0; i < values.length; i++) {
      values[i] = image.sample8(i % image.width(), i / image.width(), 2) / 255f;
    }
    return AlphaMatte.of(image.width(), image.height(), values);
  }
}
