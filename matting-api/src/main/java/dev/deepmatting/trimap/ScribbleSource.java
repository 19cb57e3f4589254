package dev.deepmatting.trimap;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.check.Sizes;
import java.util.Locale;
import java.util.Objects;

/** Makes trimaps from brush strokes on the object and around it. */
record ScribbleSource(Trimap scribbles, Band band)
    implements TrimapSource, ObjectSegmentation.Hints {
  ScribbleSource {
    Objects.requireNonNull(scribbles, "scribbles");
    Objects.requireNonNull(band, "band");
    boolean onObject = scribbles.foregroundCount() > 0;
    boolean around = scribbles.backgroundCount() > 0;
    if (!onObject && !around) {
      throw wrong(
          "unmarked (128) everywhere, wanted strokes of 255 on the object and of 0 around it");
    }
    if (!onObject) {
      throw wrong("without a pixel of 255, wanted strokes on the object as well");
    }
    if (!around) {
      throw wrong("without a pixel of 0, wanted strokes around the object as well");
    }
    if (scribbles.unknownCount() == 0) {
      throw wrong("without a pixel of 128, wanted some unmarked ones, at least along the outline");
    }
  }

  @Override
  public Trimap trimap(RgbImage image) {
    Sizes.requireSame(
        "scribbles", scribbles.width(), scribbles.height(), "image", image.width(), image.height());
    AlphaMatte mask =
        ObjectSegmentation.of(image, this)
            .mask()
            .orElseThrow(
                () -> wrong("so few or so alike that nothing stands out, wanted longer strokes"));
    // A stroke on the object turns what would be an island into a part of the object.
    Trimap trimap = withScribbles(new MaskSource(mask, band).withIslands(image));
    return Islands.cleared(image, trimap, mask);
  }

  private Trimap withScribbles(Trimap trimap) {
    int width = trimap.width();
    byte[] values = new byte[width * trimap.height()];
    byte[] row = new byte[width];
    byte[] said = new byte[width];
    for (int y = 0, at = 0; y < trimap.height(); y++) {
      trimap.readRow(y, row);
      scribbles.readRow(y, said);
      for (int x = 0; x < width; x++, at++) {
        values[at] = said[x] == (byte) Trimap.UNKNOWN ? row[x] : said[x];
      }
    }
    return Trimap.of(width, trimap.height(), values);
  }

  /** Takes the hint of any stroke in a pixel of the copy, or none if they disagree. */
  @Override
  public Trimap at(int columns, int rows, RgbImage image) {
    boolean[] object = new boolean[columns * rows];
    boolean[] around = new boolean[columns * rows];
    byte[] row = new byte[scribbles.width()];
    for (int y = 0; y < scribbles.height(); y++) {
      scribbles.readRow(y, row);
      int start = (int) ((long) y * rows / scribbles.height()) * columns;
      for (int x = 0; x < row.length; x++) {
        int at = start + (int) ((long) x * columns / row.length);
        object[at] |= row[x] == (byte) Trimap.FOREGROUND;
        around[at] |= row[x] == Trimap.BACKGROUND;
      }
    }
    byte[] hints = new byte[object.length];
    for (int i = 0; i < hints.length; i++) {
      int value = object[i] ? Trimap.FOREGROUND : Trimap.BACKGROUND;
      hints[i] = (byte) (object[i] == around[i] ? Trimap.UNKNOWN : value);
    }
    Trimap reduced = Trimap.of(columns, rows, hints);
    if (reduced.foregroundCount() == 0 || reduced.backgroundCount() == 0) {
      throw wrong(
          String.format(
              Locale.ROOT,
              "so close together that no stroke %s is left at the %dx%d pixels that are segmented,"
                  + " wanted longer strokes, further apart",
              reduced.foregroundCount() == 0 ? "on the object" : "around it",
              columns,
              rows));
    }
    return reduced;
  }

  private static InvalidInputException wrong(String what) {
    return new InvalidInputException("scribbles is " + what);
  }

  @Override
  public boolean isRough() {
    return true;
  }
}
