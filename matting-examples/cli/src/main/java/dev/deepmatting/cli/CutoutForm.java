package dev.deepmatting.cli;

import dev.deepmatting.compose.Colour;
import dev.deepmatting.compose.Composition;
import dev.deepmatting.compose.CutOut;
import dev.deepmatting.image.AlphaMatte;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.util.Arrays;

/** The parts of a cut-out to write. */
enum CutoutForm {
  /** Colours and transparency. */
  STRAIGHT("-cutout") {
    @Override
    BufferedImage picture(CutOut cutOut, int bits) {
      return bits == Byte.SIZE
          ? cutOut.toBufferedImage()
          : Composition.builder(cutOut).bitDepth(bits).build().render();
    }
  },
  /** Premultiplied colours, and transparency. No format records that: programs have to know. */
  PREMULTIPLIED("-cutout") {
    @Override
    BufferedImage picture(CutOut cutOut, int bits) {
      return multiplied(STRAIGHT.picture(cutOut, bits), (1 << bits) - 1);
    }
  },
  /** Only the matte. */
  ALPHA("-alpha") {
    @Override
    BufferedImage picture(CutOut cutOut, int bits) {
      return bits == Byte.SIZE ? cutOut.alpha().toGray8() : cutOut.alpha().toGray16();
    }
  },
  /** Only the colours. */
  FOREGROUND("-foreground") {
    @Override
    BufferedImage picture(CutOut cutOut, int bits) {
      float[] opaque = new float[cutOut.width() * cutOut.height()];
      Arrays.fill(opaque, 1);
      AlphaMatte all = AlphaMatte.of(cutOut.width(), cutOut.height(), opaque);
      return Composition.builder(CutOut.naive(cutOut.foreground(), all))
          .onto(Colour.BLACK)
          .bitDepth(bits)
          .build()
          .render();
    }
  };

  private final String end;

  CutoutForm(String end) {
    this.end = end;
  }

  /** Returns the end of the file name after the picture's name. */
  String end() {
    return end;
  }

  boolean isTransparent() {
    return this == STRAIGHT || this == PREMULTIPLIED;
  }

  abstract BufferedImage picture(CutOut cutOut, int bits);

  private static BufferedImage multiplied(BufferedImage straight, int maximum) {
    WritableRaster raster = straight.getRaster();
    int[] row = new int[4 * straight.getWidth()];
    for (int y = 0; y < straight.getHeight(); y++) {
      raster.getPixels(0, y, straight.getWidth(), 1, row);
      for (int i = 0; i < row.length; i++) {
        long alpha = row[i | 3];
        row[i] = (i & 3) == 3 ? row[i] : (int) ((row[i] * alpha + maximum / 2) / maximum);
      }
      raster.setPixels(0, y, straight.getWidth(), 1, row);
    }
    return straight;
  }
}
