package dev.deepmatting.dl4j.predict;

import dev.deepmatting.error.EngineException;
import dev.deepmatting.image.Trimap;

/** What the trimap already tells: known pixels are exactly 0 or 1, whatever a network says. */
final class KnownRegion {
  private final Trimap trimap;

  KnownRegion(Trimap trimap) {
    this.trimap = trimap;
  }

  /**
   * Cuts an alpha plane to the trimap's size and sets the known pixels.
   *
   * @param alpha a row-major plane, at least as large; read at unknown pixels only
   * @param stride its width
   * @return a plane of the trimap's size
   * @throws EngineException if a value that is read is not an alpha
   */
  float[] apply(float[] alpha, int stride) {
    float[] result = new float[trimap.width() * trimap.height()];
    for (int y = 0, target = 0; y < trimap.height(); y++) {
      for (int x = 0; x < trimap.width(); x++, target++) {
        int value = trimap.valueAt(x, y);
        result[target] =
            value == Trimap.UNKNOWN
                ? requireAlpha(alpha[y * stride + x], x, y)
                : value / (float) Trimap.FOREGROUND;
      }
    }
    return result;
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
