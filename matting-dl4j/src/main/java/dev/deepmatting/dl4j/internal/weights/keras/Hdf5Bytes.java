package dev.deepmatting.dl4j.internal.weights.keras;

import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.error.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The file's bytes, each of which may belong to one structure only. So no structure can contain
 * itself, and the structures that are read add up to the file's length at most. Names are the
 * exception: many links may point at the same bytes, which is why each is short, see {@link
 * Link#LONGEST_NAME}.
 */
final class Hdf5Bytes {
  /** HDF5's address of what is not there. */
  static final long UNDEFINED = -1;

  private static final int SIGNATURE_BYTES = 4;
  private static final int CHECKSUM_BYTES = 4;

  private final FileBytes source;
  private final TreeMap<Long, Long> ends = new TreeMap<>();

  Hdf5Bytes(FileBytes source) {
    this.source = source;
  }

  long length() {
    return source.length();
  }

  ModelFormatException refused(String what) {
    return new ModelFormatException(source.origin() + ": " + what);
  }

  /** Reads a structure's bytes, which must not be part of another one. */
  Fields claim(long address, long count, String what) {
    reserve(address, count, what);
    return new Fields(this, what, source.read(address, (int) count));
  }

  /** Reads bytes that are claimed afterwards, when the structure's length is known. */
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
              + " is said to be "
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
}
