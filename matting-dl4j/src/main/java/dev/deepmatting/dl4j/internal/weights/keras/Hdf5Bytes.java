package dev.deepmatting.dl4j.internal.weights.keras;

import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.error.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The file's bytes, each of which can belong to only one structure. So no structure can contain
 * itself, and all structures read are together no longer than the file. Names are the exception:
 * many links can point at the same bytes, so names have to be short, see {@link
 * GroupMembers.Link#LONGEST_NAME}.
 */
final class Hdf5Bytes {
  /** HDF5's address of an absent object. */
  static final long UNDEFINED = -1;

  /**
   * The most bytes of all structures together, apart from the numbers: a sparse file has any length
   * and takes no space. The largest public networks have some 4 MB of them.
   */
  private static final long MOST_STRUCTURE_BYTES = 1 << 25;

  private static final int SIGNATURE_BYTES = 4;
  private static final int CHECKSUM_BYTES = 4;

  private final FileBytes source;
  private final TreeMap<Long, Long> ends = new TreeMap<>();
  private long structureBytes;

  Hdf5Bytes(FileBytes source) {
    this.source = source;
  }

  long length() {
    return source.length();
  }

  ModelFormatException refused(String what) {
    return new ModelFormatException(source.origin() + ": " + what);
  }

  /** Reads a structure's bytes, which must not belong to another one. */
  Fields claim(long address, long count, String what) {
    reserve(address, count, what);
    structureBytes += count;
    requireFew(structureBytes, what);
    return new Fields(this, what, source.read(address, (int) count));
  }

  /** Refuses structures that are longer than any network's, before they take memory. */
  private void requireFew(long bytes, String what) {
    if (bytes > MOST_STRUCTURE_BYTES) {
      throw refused(
          String.format(
              "%s brings the file's structure to %d bytes, wanted at most %d",
              what, bytes, MOST_STRUCTURE_BYTES));
    }
  }

  /** Reads bytes that are claimed later, once the structure's length is known. */
  Fields peek(long address, int count, String what) {
    requireInside(address, count, what);
    return new Fields(this, what, source.read(address, count));
  }

  /** Claims a structure that starts with its signature. */
  Fields signed(long address, long count, String signature, String what) {
    Fields fields = claim(address, count, what);
    byte[] found = fields.bytes(SIGNATURE_BYTES);
    if (!signature.equals(new String(found, StandardCharsets.ISO_8859_1))) {
      throw refused(what + " at byte " + address + " does not begin with " + signature);
    }
    return fields;
  }

  /** Claims a structure that starts with its signature and ends with its checksum. */
  Fields checked(long address, long count, String signature, String what) {
    Fields fields = signed(address, count, signature, what);
    requireChecksum(fields, (int) count - CHECKSUM_BYTES, address);
    return fields;
  }

  void requireChecksum(Fields fields, int count, long address) {
    if (Checksum.of(fields.all(), count) != fields.all().getInt(count)) {
      throw refused(fields.what() + " at byte " + address + " has a wrong checksum");
    }
  }

  /** Marks bytes as used without reading them. */
  void reserve(long address, long count, String what) {
    requireInside(address, count, what);
    Map.Entry<Long, Long> before = ends.floorEntry(address + Math.max(count, 1) - 1);
    if (before != null && before.getValue() > address) {
      throw refused(
          what + " at byte " + address + " overlaps another part of the file, or is used twice");
    }
    if (count > 0) {
      ends.put(address, address + count);
    }
  }

  private void requireInside(long address, long count, String what) {
    if (address < 0
        || count < 0
        || count > Integer.MAX_VALUE - 8
        || address > source.length() - count) {
      throw refused(
          what
              + " is declared as "
              + Long.toUnsignedString(count)
              + " bytes from byte "
              + Long.toUnsignedString(address)
              + ", the file has "
              + source.length());
    }
  }

  /** Reads bytes that were reserved. */
  ByteBuffer read(long address, int count) {
    return source.read(address, count);
  }

  /** Bob Jenkins's hash "lookup3", byte by byte, the checksum of HDF5's newer structures. */
  static final class Checksum {
    private static final int START = 0xdeadbeef;
    private static final int BLOCK = 12;

    private int a;
    private int b;
    private int c;

    private Checksum(int length) {
      a = b = c = START + length;
    }

    /** Returns the checksum of the first bytes of a buffer, from index 0 on. */
    static int of(ByteBuffer bytes, int count) {
      // Padding the last block with zeros does not change the hash, as in the definition.
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
}
