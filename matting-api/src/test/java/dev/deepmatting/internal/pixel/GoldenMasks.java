package dev.deepmatting.internal.pixel;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** The pictures that {@code make_masks.py} made, beside it among the resources. */
final class GoldenMasks {
  private static final List<String> NOT_EMPTY =
      List.of(
          "specks-23x17",
          "specks-64x9",
          "specks-65x31",
          "specks-130x12",
          "holes-23x17",
          "holes-64x9",
          "holes-65x31",
          "holes-130x12",
          "corners",
          "border",
          "single",
          "blob",
          "row",
          "column",
          "everything");

  final int width;
  final int height;
  private final Raster raster;

  GoldenMasks(String name) {
    BufferedImage image = read(name + ".png");
    width = image.getWidth();
    height = image.getHeight();
    raster = image.getRaster();
  }

  /** The names of the masks that have a pixel. */
  static Stream<String> notEmpty() {
    return NOT_EMPTY.stream();
  }

  /** The names of all masks. */
  static Stream<String> all() {
    return Stream.concat(notEmpty(), Stream.of("nothing"));
  }

  /** What is not 0, row-major. */
  boolean[] mask() {
    return tile(0, 0, width, height);
  }

  boolean[] tile(int column, int row, int tileWidth, int tileHeight) {
    int[] samples =
        raster.getSamples(
            column * tileWidth, row * tileHeight, tileWidth, tileHeight, 0, (int[]) null);
    boolean[] mask = new boolean[samples.length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = samples[i] != 0;
    }
    return mask;
  }

  double[] samples() {
    return raster.getSamples(0, 0, width, height, 0, (double[]) null);
  }

  private static BufferedImage read(String file) {
    URL resource = Objects.requireNonNull(GoldenMasks.class.getResource(file), file);
    try {
      return ImageIO.read(resource);
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }
}
