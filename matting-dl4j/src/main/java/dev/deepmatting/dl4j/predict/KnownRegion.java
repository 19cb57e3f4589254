package dev.deepmatting.dl4j.predict;

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
   * @param alpha values by the network; read at unknown pixels only
   * @param from the row's first value there
   * @param target receives a value for each pixel of the row
   * @throws EngineException if a value that is read is not an alpha
   */
  void apply(int y, float[] alpha, int from, float[] target) {
    trimap.readRow(y, known);
    for (int x = 0; x < known.length; x++) {
      int value = known[x] & 0xff;
      target[x] =
          value == Trimap.UNKNOWN
              ? requireAlpha(alpha[from + x], x, y)
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
