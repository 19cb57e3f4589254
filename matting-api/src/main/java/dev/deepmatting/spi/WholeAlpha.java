package dev.deepmatting.spi;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.AlphaSink;
import org.jspecify.annotations.Nullable;

/** Collects the rows of a matte in memory. */
final class WholeAlpha implements AlphaSink {
  /** The rows, and the copy that the matte makes of them. */
  private static final int COPIES = 2;

  private final int width;
  private final int height;

  /** Allocated with the first row: an engine refuses before that. */
  private float @Nullable [] values;

  WholeAlpha(int width, int height) {
    this.width = width;
    this.height = height;
  }

  private float[] values() {
    if (values == null) {
      values = new float[Math.multiplyExact(width, height)];
    }
    return values;
  }

  @Override
  public void writeRow(int y, float[] alpha) {
    System.arraycopy(alpha, 0, values(), y * width, width);
  }

  @Override
  public long bytes() {
    return (long) COPIES * Float.BYTES * width * height;
  }

  AlphaMatte toMatte() {
    return AlphaMatte.of(width, height, values());
  }
}
