package dev.deepmatting.data.folder;

import dev.deepmatting.data.Foreground;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.PictureFolder;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.internal.check.Sizes;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.nio.file.Path;

/** The files of one foreground. */
sealed interface ForegroundFiles extends Decodable<Foreground> {
  /** Returns the file with the colours, which name lists refer to. */
  Path colours();

  /** Returns the foreground's name. */
  default String name() {
    return PictureFolder.stem(colours());
  }

  @Override
  default long bytes(Foreground value) {
    return Decodable.Memory.of(value.colours()) + Decodable.Memory.of(value.alpha());
  }

  /**
   * A foreground in two files.
   *
   * @param colours its colours
   * @param alpha its matte
   */
  record PairedFiles(Path colours, Path alpha) implements ForegroundFiles {
    @Override
    public Foreground decode(ImageFiles reader) {
      AlphaMatte matte = reader.readAlpha(alpha);
      Edges.require("alpha " + alpha, matte);
      RgbImage image = reader.readImage(colours);
      Sizes.requireSame(
          "alpha " + alpha,
          matte.width(),
          matte.height(),
          "foreground " + colours,
          image.width(),
          image.height());
      return new Foreground(name(), image, matte);
    }
  }

  /**
   * A foreground in one file: colours and, as transparency, the matte.
   *
   * @param colours the file
   */
  record CutOutFile(Path colours) implements ForegroundFiles {
    @Override
    public Foreground decode(ImageFiles reader) {
      Foreground foreground = reader.read(colours, this::foreground);
      Edges.require("alpha of " + colours, foreground.alpha());
      return foreground;
    }

    private Foreground foreground(BufferedImage image) {
      if (!image.getColorModel().hasAlpha()) {
        throw new InvalidInputException(
            "image has no transparency, wanted a cut-out with an alpha channel");
      }
      // Reads the colours first, which checks the kind of the samples and the number of pixels.
      RgbImage rgb = RgbImage.of(image);
      return new Foreground(name(), rgb, alpha(image));
    }

    private static AlphaMatte alpha(BufferedImage image) {
      int width = image.getWidth();
      float[] values = new float[width * image.getHeight()];
      int[] row = new int[width];
      Raster raster = image.getAlphaRaster();
      int bits =
          image.getColorModel().getComponentSize(image.getColorModel().getNumComponents() - 1);
      float maximum = raster == null ? 255 : (1 << bits) - 1;
      for (int y = 0, at = 0; y < image.getHeight(); y++) {
        readRow(image, raster, y, row);
        for (int x = 0; x < width; x++, at++) {
          values[at] = row[x] / maximum;
        }
      }
      return AlphaMatte.of(width, image.getHeight(), values);
    }

    /** Reads a row of alpha; palettes have their transparency in their colours, not in a raster. */
    private static void readRow(BufferedImage image, Raster alpha, int y, int[] target) {
      if (alpha != null) {
        alpha.getSamples(alpha.getMinX(), alpha.getMinY() + y, target.length, 1, 0, target);
        return;
      }
      image.getRGB(0, y, target.length, 1, target, 0, target.length);
      for (int x = 0; x < target.length; x++) {
        target[x] >>>= 24;
      }
    }
  }

  /** Refuses mattes without anything to learn. */
  final class Edges {
    private static final int OPAQUE = 255;

    private Edges() {}

    /** Requires an edge in 8 bits, the depth of samples: a value below 1/510 counts as 0. */
    static void require(String name, AlphaMatte alpha) {
      byte[] row = new byte[alpha.width()];
      boolean visible = false;
      boolean open = false;
      for (int y = 0; y < alpha.height() && !(visible && open); y++) {
        alpha.readRow8(y, row);
        for (byte value : row) {
          visible |= value != 0;
          open |= (value & 0xff) != OPAQUE;
        }
      }
      if (!visible) {
        throw new InvalidInputException(name + " is 0 everywhere, wanted a foreground");
      }
      if (!open) {
        throw new InvalidInputException(
            name + " is 1 everywhere, wanted a foreground with an edge in the picture");
      }
    }
  }
}
