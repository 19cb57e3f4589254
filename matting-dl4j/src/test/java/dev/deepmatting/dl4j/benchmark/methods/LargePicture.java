package dev.deepmatting.dl4j.benchmark.methods;

import dev.deepmatting.image.ImageOutput;
import dev.deepmatting.image.PngRowWriter;
import dev.deepmatting.image.PngRowWriter.Layout;
import dev.deepmatting.image.Trimap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A disc with strands all around before a ground of slow colours, with noise; as large as a
 * camera's picture, and drawn pixel by pixel, so that it takes no memory. The unknown band is about
 * as wide as the strands are long: 300 pixels of 4000 rows, 8.6 % of 6000x4000 pixels.
 */
final class LargePicture {
  private static final double RADIUS = 0.25;
  private static final double INWARD = 0.015;
  private static final double OUTWARD = 0.06;
  private static final double STRAND_SPACING = 12;
  private static final int NOISE = 6;

  private final int width;
  private final int height;
  private final double radius;
  private final double reach;
  private final int strands;

  LargePicture(int width, int height) {
    if (width < height) {
      throw new IllegalArgumentException(
          "large is " + width + "x" + height + ", wanted at least as wide as high");
    }
    this.width = width;
    this.height = height;
    radius = RADIUS * height;
    reach = OUTWARD * height;
    strands = (int) Math.max(8, Math.round(2 * Math.PI * radius / STRAND_SPACING));
  }

  /** The size as {@code 6000x4000}. */
  static LargePicture parse(String size) {
    String[] sides = size.split("x");
    return new LargePicture(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
  }

  /** Writes picture and trimap, row by row. */
  Photograph write(Path folder) throws IOException {
    String name = width + "x" + height;
    Files.createDirectories(folder);
    Path image = folder.resolve(name + ".png");
    Path trimap = folder.resolve(name + "-trimap.png");
    long[] unknown = {0};
    PngRowWriter.write(ImageOutput.of(image), width, height, Layout.RGBA_8, this::writeColours);
    PngRowWriter.write(
        ImageOutput.of(trimap),
        width,
        height,
        Layout.GRAY_8,
        rows -> unknown[0] = writeTrimap(rows));
    return new Photograph(name, image, trimap, unknown[0], (long) width * height);
  }

  private void writeColours(PngRowWriter rows) {
    byte[] row = new byte[4 * width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double alpha = alpha(x, y);
        for (int channel = 0; channel < 3; channel++) {
          double mixed = alpha * object(x, y, channel) + (1 - alpha) * ground(x, y, channel);
          double noise = NOISE * (2 * random(3 * x + channel, y) - 1);
          row[4 * x + channel] = (byte) Math.round(Math.max(0, Math.min(255, mixed + noise)));
        }
        row[4 * x + 3] = (byte) 255;
      }
      rows.writeRow(y, row);
    }
  }

  private long writeTrimap(PngRowWriter rows) {
    long unknown = 0;
    byte[] row = new byte[width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int value = trimap(x, y);
        unknown += value == Trimap.UNKNOWN ? 1 : 0;
        row[x] = (byte) value;
      }
      rows.writeRow(y, row);
    }
    return unknown;
  }

  int trimap(int x, int y) {
    double distance = distance(x, y);
    if (distance < radius - INWARD * height) {
      return Trimap.FOREGROUND;
    }
    return distance > radius + reach ? Trimap.BACKGROUND : Trimap.UNKNOWN;
  }

  /** The true alpha. */
  double alpha(int x, int y) {
    double distance = distance(x, y);
    double alpha = limited(radius - distance + 0.5);
    if (alpha == 1 || distance > radius + reach) {
      return alpha;
    }
    double place = strands * (0.5 + Math.atan2(y - height / 2.0, x - width / 2.0) / (2 * Math.PI));
    double spacing = 2 * Math.PI * distance / strands;
    for (int near = -2; near <= 2; near++) {
      int strand = (int) Math.floor(place) + near;
      double away = place - strand - 0.5;
      alpha = Math.max(alpha, strand(Math.floorMod(strand, strands), away, distance, spacing));
    }
    return alpha;
  }

  /** What one strand covers of a pixel: it bends, and thins out towards its end. */
  private double strand(int number, double away, double distance, double spacing) {
    double length = reach * (0.3 + 0.65 * random(number, 1));
    double along = Math.max(0, distance - radius) / length;
    if (along > 1) {
      return 0;
    }
    double bend = 2 * (random(number, 2) - 0.5) * along * along;
    double half = (0.75 + 1.25 * random(number, 3)) * (1 - 0.8 * along);
    return limited(half - Math.abs(away - bend) * spacing + 0.5);
  }

  private double distance(int x, int y) {
    return Math.hypot(x - width / 2.0, y - height / 2.0);
  }

  private double object(int x, int y, int channel) {
    double shade = 18 * Math.sin(0.11 * x + 0.05 * y) + 12 * Math.sin(0.023 * y - 0.031 * x);
    return new double[] {128, 84, 52}[channel] + shade;
  }

  private double ground(int x, int y, int channel) {
    double slope = channel == 0 ? (double) y / height : (double) x / width;
    double wave = Math.sin(0.004 * x + 0.9 * channel) * Math.cos(0.003 * y);
    return 90 + 70 * slope + 25 * wave + 15 * channel;
  }

  private static double limited(double value) {
    return Math.max(0, Math.min(1, value));
  }

  /** A number from 0 to 1 that depends on two others alone. */
  private static double random(int first, int second) {
    int mixed = first * 0x9e3779b1 ^ second * 0x85ebca6b;
    mixed = (mixed ^ mixed >>> 15) * 0x2c1b3c6d;
    mixed = (mixed ^ mixed >>> 12) * 0x297a2d39;
    return ((mixed ^ mixed >>> 15) & 0xffff) / 65535.0;
  }
}
