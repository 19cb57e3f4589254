package dev.deepmatting.dl4j.internal.weights.keras;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Bob Jenkins' hash "lookup3", byte by byte, with which HDF5 guards its newer structures. */
final class Checksum {
  private static final int START = 0xdeadbeef;
  private static final int BLOCK = 12;

  private int a;
  private int b;
  private int c;

  private Checksum(int length) {
    a = b = c = START + length;
  }

  /** The checksum of the first bytes of a buffer, from index 0 on. */
  static int of(ByteBuffer bytes, int count) {
    // Padding the last block with zeros adds nothing, as in the definition.
    int blocks = Math.max(1, (count + BLOCK - 1) / BLOCK);
    ByteBuffer padded = ByteBuffer.allocate(blocks * BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    padded.put(bytes.slice(0, count)).clear();
    Checksum sum = new Checksum(count);
    if (count == 0) {
      return sum.c;
    }
    for (int block = 0; block < blocks; block++) {
      sum.a += padded.getInt();
      sum.b += padded.getInt();
      sum.c += padded.getInt();
      if (block < blocks - 1) {
        sum.mix();
      }
    }
    sum.finish();
    return sum.c;
  }

  private void mix() {
    a = (a - c) ^ Integer.rotateLeft(c, 4);
    c += b;
    b = (b - a) ^ Integer.rotateLeft(a, 6);
    a += c;
    c = (c - b) ^ Integer.rotateLeft(b, 8);
    b += a;
    a = (a - c) ^ Integer.rotateLeft(c, 16);
    c += b;
    b = (b - a) ^ Integer.rotateLeft(a, 19);
    a += c;
    c = (c - b) ^ Integer.rotateLeft(b, 4);
    b += a;
  }

  private void finish() {
    c = (c ^ b) - Integer.rotateLeft(b, 14);
    a = (a ^ c) - Integer.rotateLeft(c, 11);
    b = (b ^ a) - Integer.rotateLeft(a, 25);
    c = (c ^ b) - Integer.rotateLeft(b, 16);
    a = (a ^ c) - Integer.rotateLeft(c, 4);
    b = (b ^ a) - Integer.rotateLeft(a, 14);
    c = (c ^ b) - Integer.rotateLeft(b, 24);
  }
}
