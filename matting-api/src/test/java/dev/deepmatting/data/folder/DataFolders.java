package dev.deepmatting.data.folder;

import dev.deepmatting.data.LayerSource;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;

/** Small data sets: foregrounds {@code f0, f1, ...} on backgrounds {@code b0, b1, ...}. */
record DataFolders(Path root) {
  static final int WIDTH = 6;
  static final int HEIGHT = 4;

  Path foregrounds() {
    return root.resolve("fg");
  }

  Path alphas() {
    return root.resolve("alpha");
  }

  Path backgrounds() {
    return root.resolve("bg");
  }

  DataFolders with(int foregroundCount, int backgroundCount) throws IOException {
    for (int i = 0; i < foregroundCount; i++) {
      foreground("fg", "alpha", "f" + i);
    }
    for (int i = 0; i < backgroundCount; i++) {
      colours("bg/b" + i + ".png", i, 100, 200);
    }
    return this;
  }

  CompositionDataset.Builder builder() {
    return CompositionDataset.builder()
        .foregrounds(foregrounds())
        .alphas(alphas())
        .backgrounds(backgrounds());
  }

  void foreground(String colours, String alphas, String stem) throws IOException {
    colours(colours + "/" + stem + ".png", 10, 20, 30);
    alpha(alphas + "/" + stem + ".png", 0, 128, 255);
  }

  Path colours(String name, int red, int green, int blue) throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      image.setRGB(i % WIDTH, i / WIDTH, red << 16 | green << 8 | blue);
    }
    return write(image, name);
  }

  /** A matte whose rows repeat the values. */
  Path alpha(String name, int... values) throws IOException {
    return gray(name, BufferedImage.TYPE_BYTE_GRAY, values);
  }

  /** A picture of any type whose bands are all alike and whose rows repeat the values. */
  Path gray(String name, int type, int... values) throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      for (int band = 0; band < image.getRaster().getNumBands(); band++) {
        image.getRaster().setSample(i % WIDTH, i / WIDTH, band, values[i % WIDTH % values.length]);
      }
    }
    return write(image, name);
  }

  /** Writes a picture in the format that its ending says. */
  Path write(BufferedImage image, String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    String format = name.substring(name.lastIndexOf('.') + 1).replace("tif", "tiff");
    if (!ImageIO.write(image, format, file.toFile())) {
      throw new IOException("no writer for " + name);
    }
    return file;
  }

  Path text(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  static List<String> names(LayerSource source, long from, long count) {
    return LongStream.range(from, from + count)
        .mapToObj(place -> source.layers(place).name())
        .toList();
  }

  static List<String> epoch(LayerSource source, int epoch) {
    return names(source, (long) epoch * source.samplesPerEpoch(), source.samplesPerEpoch());
  }
}
