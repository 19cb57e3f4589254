package dev.deepmatting.dl4j.weights;

import java.nio.ByteBuffer;

/** How a file stores numbers; names as in safetensors, little endian. */
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
  I32(4);

  private final int bytes;

  DataType(int bytes) {
    this.bytes = bytes;
  }

  /**
   * The size of one number.
   *
   * @return bytes per element
   */
  public int bytes() {
    return bytes;
  }

  /** Reads the next number; what float32 cannot hold is rounded to it. */
  float read(ByteBuffer source) {
    return switch (this) {
      case F64 -> (float) source.getDouble();
      case F32 -> source.getFloat();
      case F16 -> halfToFloat(source.getShort());
      case BF16 -> Float.intBitsToFloat(source.getShort() << 16);
      case I64 -> source.getLong();
      case I32 -> source.getInt();
    };
  }

  /** Exact: every half is a float. Java has its own conversion only from version 20 on. */
  static float halfToFloat(short half) {
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
}
