package dev.deepmatting.compose;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.AlphaSink;
import dev.deepmatting.image.ImageRows;
import dev.deepmatting.image.PngRowWriter;
import java.util.Arrays;

/** Joins rows of an image and of its matte, with the values of {@link CutOut}. */
final class CutOutRows implements AlphaSink {
  private static final int COLOURS = 3;
  private static final float MAXIMUM = 255f;

  private final ImageRows image;
  private final PngRowWriter writer;
  private final float[] colours;
  private final byte[] opacity;
  private final byte[] rgba;

  CutOutRows(ImageRows image, PngRowWriter writer) {
    this.image = image;
    this.writer = writer;
    colours = new float[COLOURS * image.width()];
    opacity = new byte[image.width()];
    rgba = new byte[(COLOURS + 1) * image.width()];
  }

  @Override
  public void writeRow(int y, float[] alpha) {
    int width = image.width();
    image.readRow(y, colours);
    AlphaMatte.of(width, 1, Arrays.copyOf(alpha, width)).readRow8(0, opacity);
    for (int x = 0, to = 0, from = 0; x < width; x++) {
      for (int channel = 0; channel < COLOURS; channel++) {
        // 16 bits are never halfway between two values of 8, so that a float's error is harmless.
        rgba[to++] = (byte) Math.round(colours[from++] * MAXIMUM);
      }
      rgba[to++] = opacity[x];
    }
    writer.writeRow(y, rgba);
  }
}
