package dev.deepmatting.compose;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.AlphaSink;
import dev.deepmatting.image.ImageRows;
import dev.deepmatting.image.PngRowWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

/** Receives the rows of a matte, and writes the cut-out when all have arrived. */
final class CutOutRows implements AlphaSink {
  private static final int RGBA = 4;

  private final ImageRows image;
  private final Path file;
  private final AlphaSpool spool;
  private final StreamedEstimation estimation;
  private int next;

  private CutOutRows(ImageRows image, Path file, AlphaSpool spool) {
    this.image = image;
    this.file = file;
    this.spool = spool;
    estimation = new StreamedEstimation(ForegroundEstimation.standard(), image);
  }

  static void write(ImageRows image, Path file, Consumer<AlphaSink> rows, PngRowWriter writer) {
    try (AlphaSpool spool = AlphaSpool.beside(file, image.width())) {
      CutOutRows taken = new CutOutRows(image, file, spool);
      rows.accept(taken);
      taken.writeTo(writer);
    }
  }

  @Override
  public void writeRow(int y, float[] alpha) {
    if (y != next || y == image.height()) {
      throw new IllegalStateException(
          String.format(
              "row is %d of %d, wanted %d next in file %s", y, image.height(), next, file));
    }
    float[] row =
        AlphaMatte.of(image.width(), 1, Arrays.copyOf(alpha, image.width())).toFloatArray();
    spool.write(row);
    estimation.take(y, row);
    next++;
  }

  private void writeTo(PngRowWriter writer) {
    if (next < image.height()) {
      throw new IllegalStateException(
          "file " + file + " has " + next + " rows, wanted " + image.height());
    }
    spool.rewind();
    MattedRows.WindowRows rows = new MattedRows.WindowRows(image, spool, estimation.window());
    LevelSweep sweep = estimation.sweep(rows);
    int width = image.width();
    FinalColours colours = new FinalColours(ForegroundEstimation.standard(), width, false);
    float[] alpha = new float[width];
    byte[] opacity = new byte[width];
    byte[] rgba = new byte[RGBA * width];
    for (int y = 0; y < image.height(); y++) {
      float[][] planes = colours.of(sweep.finished(y));
      for (int channel = 0; channel < SweptRow.CHANNELS; channel++) {
        LayerPixels.round8(planes[channel], rgba, channel, RGBA);
      }
      rows.readAlpha(y, alpha);
      AlphaMatte.of(width, 1, alpha).readRow8(0, opacity);
      for (int x = 0; x < width; x++) {
        rgba[RGBA * x + SweptRow.CHANNELS] = opacity[x];
      }
      writer.writeRow(y, rgba);
    }
  }
}
