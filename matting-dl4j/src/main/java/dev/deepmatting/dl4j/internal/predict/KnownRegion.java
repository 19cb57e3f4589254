package dev.deepmatting.dl4j.internal.predict;

import dev.deepmatting.error.EngineException;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapRows;

/** What the trimap already tells: known pixels are exactly 0 or 1, whatever a network says. */
final class KnownRegion {
  private final TrimapRows trimap;
  private final byte[] known;

  KnownRegion(TrimapRows trimap) {
    this.trimap = trimap;
    this.known = new byte[trimap.width()];
  }

  /**
   * Sets the known pixels of a row.
   *
   * @param y the row
   * @param alpha the row's values by the network, which are checked at unknown pixels only
   * @throws EngineException if a value at an unknown pixel is not an alpha
   */
  void apply(int y, float[] alpha) {
    trimap.readRow(y, known);
    for (int x = 0; x < known.length; x++) {
      int value = known[x] & 0xff;
      alpha[x] =
          value == Trimap.UNKNOWN
              ? requireAlpha(alpha[x], x, y)
              : value / (float) Trimap.FOREGROUND;
    }
  }

  private static float requireAlpha(float value, int x, int y) {
    if (value >= 0 && value <= 1) {
      return value;
    }
    throw new EngineException(
        "the network gave "
            + value
            + " at x "
            + x
            + ", y "
            + y
            + ", wanted 0 to 1; the model's weights are not those of a trained network");
  }
}
