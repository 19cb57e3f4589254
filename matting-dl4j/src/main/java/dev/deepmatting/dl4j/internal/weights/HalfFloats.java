package dev.deepmatting.dl4j.internal.weights;

/** Conversions of 16-bit numbers, which Java has by itself only from version 20 on. */
final class HalfFloats {
  private static final int NOT_A_NUMBER = 0x7e00;
  private static final int INFINITY = 0x7c00;

  private HalfFloats() {}

  /** Exact: every half is a float. */
  static float fromHalf(short half) {
    int exponent = half >>> 10 & 0x1f;
    int fraction = half & 0x3ff;
    float magnitude;
    if (exponent == 0) {
      magnitude = fraction * 0x1p-24f;
    } else if (exponent == 0x1f) {
      magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else {
      magnitude = Float.intBitsToFloat(exponent + 112 << 23 | fraction << 13);
    }
    return half < 0 ? -magnitude : magnitude;
  }

  /** To the nearest half, ties to even; beyond the largest half to infinity. */
  static short toHalf(float value) {
    int sign = Float.floatToRawIntBits(value) >>> 16 & 0x8000;
    float magnitude = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (sign | NOT_A_NUMBER);
    }
    if (magnitude >= 65520f) {
      return (short) (sign | INFINITY);
    }
    if (magnitude < 0x1p-14f) {
      // Adding a large power of two rounds to multiples of 2^-24, ties to even.
      int fraction = Math.round((magnitude + 0.5f - 0.5f) * 0x1p24f);
      return (short) (sign | fraction);
    }
    int bits = Float.floatToRawIntBits(magnitude);
    int rounded = bits + 0xfff + (bits >>> 13 & 1);
    return (short) (sign | (rounded >>> 13) - (112 << 10));
  }

  /** To the nearest number of eight significant bits, ties to even. */
  static short toBrain(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) (bits >>> 16 | 0x40);
    }
    return (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
  }
}
