package dev.deepmatting.dl4j.predict;

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
   */
  float[] apply(float[] alpha, int stride) {
    float[] result = new float[trimap.width() * trimap.height()];
    for (int y = 0, target = 0; y < trimap.height(); y++) {
      for (int x = 0; x < trimap.width(); x++, target++) {
        int value = trimap.valueAt(x, y);
        result[target] =
            value == Trimap.UNKNOWN ? alpha[y * stride + x] : value / (float) Trimap.FOREGROUND;
      }
    }
    return result;
  }
}
