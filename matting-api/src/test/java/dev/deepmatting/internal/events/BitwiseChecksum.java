package dev.deepmatting.internal.events;

/** CRC-32C bit by bit, as its definition has it (Castagnoli's polynomial, reflected). */
final class BitwiseChecksum {
  private static final int POLYNOMIAL = 0x82f63b78;

  private BitwiseChecksum() {}

  static int of(byte[] bytes) {
    int remainder = ~0;
    for (byte value : bytes) {
      remainder ^= value & 0xff;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        boolean divides = (remainder & 1) != 0;
        remainder >>>= 1;
        if (divides) {
          remainder ^= POLYNOMIAL;
        }
      }
    }
    return ~remainder;
  }

  /** As TFRecord's documentation has it. */
  static int masked(byte[] bytes) {
    int checksum = of(bytes);
    return (checksum >>> 15 | checksum << 17) + 0xa282ead8;
  }
}
