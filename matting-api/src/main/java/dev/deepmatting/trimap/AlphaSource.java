package dev.deepmatting.trimap;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.check.Sizes;
import java.awt.image.BufferedImage;
import java.util.Objects;

/** The alpha of a cut-out that another tool made. */
record AlphaSource(AlphaMatte alpha, Band band) implements TrimapSource {
  private static final int ALPHA_SHIFT = 24;
  private static final float MAX_8 = 255f;

  AlphaSource {
    Objects.requireNonNull(alpha, "alpha");
    Objects.requireNonNull(band, "band");
  }

  @Override
  public Trimap trimap(RgbImage image) {
    Sizes.requireSame(
        "alpha", alpha.width(), alpha.height(), "image", image.width(), image.height());
    return TrimapGenerator.byDistance(band).fromMask(alpha, "alpha");
  }

  /** The opacity of each pixel, in steps of 1/255. */
  static AlphaMatte transparency(BufferedImage cutOut) {
    Objects.requireNonNull(cutOut, "cutOut");
    if (!cutOut.getColorModel().hasAlpha()) {
      throw new InvalidInputException(
          "cutOut is a picture without transparency, wanted one with an alpha channel");
    }
    int width = cutOut.getWidth();
    int height = cutOut.getHeight();
    float[] values = new float[Math.multiplyExact(width, height)];
    int[] row = new int[width];
    for (int y = 0, at = 0; y < height; y++) {
      cutOut.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++, at++) {
        values[at] = (row[x] >>> ALPHA_SHIFT) / MAX_8;
      }
    }
    return AlphaMatte.of(width, height, values);
  }
}
