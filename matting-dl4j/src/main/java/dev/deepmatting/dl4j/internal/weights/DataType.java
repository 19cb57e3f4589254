package dev.deepmatting.dl4j.internal.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The number types of files, named as in safetensors; little-endian. */
public enum DataType {
  /** 64-bit IEEE 754. */
  F64(8),
  /** 32-bit IEEE 754. */
  F32(4),
  /** 16-bit IEEE 754. */
  F16(2),
  /** The upper half of a 32-bit IEEE 754 number. */
  BF16(2),
  /** Signed 64-bit integers. */
  I64(8),
  /** Signed 32-bit integers. */
  I32(4),
  /** Signed 16-bit integers. */
  I16(2),
  /** Signed 8-bit integers. */
  I8(1),
  /** Unsigned 8-bit integers. */
  U8(1),
  /** Booleans, 0 or 1, one byte each. */
  BOOL(1);

  private final int bytes;

  DataType(int bytes) {
    this.bytes = bytes;
  }

  /**
   * Returns the size of one number.
   *
   * @return bytes per element
   */
  public int bytes() {
    return bytes;
  }

  /**
   * Reads numbers, rounded to float32 if necessary.
   *
   * @param source little-endian bytes from its position to its limit
   * @return the numbers
   */
  public float[] floats(ByteBuffer source) {
    ByteBuffer numbers = source.slice().order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[numbers.remaining() / bytes];
    if (this == F32) {
      numbers.asFloatBuffer().get(values);
      return values;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = read(numbers);
    }
    return values;
  }

  private float read(ByteBuffer source) {
    return switch (this) {
      case F64 -> (float) source.getDouble();
      case F32 -> source.getFloat();
      case F16 -> HalfFloats.fromHalf(source.getShort());
      case BF16 -> Float.intBitsToFloat(source.getShort() << 16);
      case I64 -> source.getLong();
      case I32 -> source.getInt();
      case I16 -> source.getShort();
      case I8 -> source.get();
      case U8, BOOL -> source.get() & 0xff;
    };
  }

  /**
   * Writes one number, rounded to the nearest of this type, ties to even.
   *
   * @param value the number
   * @param target a little-endian buffer
   * @throws IllegalArgumentException if this is not a type for weights
   */
  public void write(float value, ByteBuffer target) {
    switch (this) {
      case F32 -> target.putFloat(value);
      case F16 -> target.putShort(HalfFloats.toHalf(value));
      case BF16 -> target.putShort(HalfFloats.toBrain(value));
      default -> throw new IllegalArgumentException("weights are not written as " + this);
    }
  }

  /**
   * Returns whether a number stays finite in this type, or is not finite anyway.
   *
   * @param value the number
   * @return false if it would become infinite
   * @throws IllegalArgumentException if this is not a type for weights
   */
  public boolean holds(float value) {
    return switch (this) {
      case F32 -> true;
      case F16 -> !Float.isFinite(value) || Float.isFinite(halfRounded(value));
      case BF16 ->
          !Float.isFinite(value)
              || Float.isFinite(Float.intBitsToFloat(HalfFloats.toBrain(value) << 16));
      default -> throw new IllegalArgumentException("weights are not written as " + this);
    };
  }

  private static float halfRounded(float value) {
    return HalfFloats.fromHalf(HalfFloats.toHalf(value));
  }

  /** Conversions of 16-bit numbers, which Java itself has only since version 20. */
  static final class HalfFloats {
    private static final int NOT_A_NUMBER = 0x7e00;
    private static final int INFINITY = 0x7c00;

    private HalfFloats() {}

    /** Converts a half exactly: every half is a float. */
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

    /** Rounds to the nearest half, ties to even; beyond the largest half, to infinity. */
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

    /** Rounds to the nearest number of eight significant bits, ties to even. */
    static short toBrain(float value) {
      int bits = Float.floatToRawIntBits(value);
      if (Float.isNaN(value)) {
        return (short) (bits >>> 16 | 0x40);
      }
      return (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
    }
  }
}
