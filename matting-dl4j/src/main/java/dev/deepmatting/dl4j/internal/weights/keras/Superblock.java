package dev.deepmatting.dl4j.internal.weights.keras;

import java.nio.charset.StandardCharsets;

/** The start of the file, with the addresses of the root group and the file's end. */
final class Superblock {
  /** The first bytes of an HDF5 file. */
  static final byte[] SIGNATURE = "\u0089HDF\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1);

  private static final String WHAT = "the superblock";
  private static final int VERSION_AT = 8;
  private static final int OLD_BYTES = 96;
  private static final int NEW_BYTES = 48;

  private Superblock() {}

  /**
   * Checks the superblock.
   *
   * @return the address of the root group's object header
   */
  static long rootAddress(Hdf5Bytes file) {
    int version = file.peek(0, VERSION_AT + 1, WHAT).skip(VERSION_AT).expect("version", 0, 1, 2, 3);
    return version < 2 ? old(file, version) : recent(file);
  }

  private static long old(Hdf5Bytes file, int version) {
    Fields fields = file.claim(0, version == 0 ? OLD_BYTES : OLD_BYTES + 4, WHAT);
    fields.skip(VERSION_AT + 1);
    fields.expect("free space version", 0);
    fields.expect("root group version", 0);
    fields.skip(1);
    fields.expect("shared header version", 0);
    sizes(fields);
    // Skips node sizes of trees, which each node states itself, and flags without meaning.
    fields.skip(1 + 2 + 2 + 4 + (version == 0 ? 0 : 4));
    nothing(file, fields.u64(), 0, "a base address");
    nothing(file, fields.u64(), Hdf5Bytes.UNDEFINED, "free space information");
    end(file, fields.u64());
    nothing(file, fields.u64(), Hdf5Bytes.UNDEFINED, "a driver block");
    return fields.skip(Long.BYTES).u64();
  }

  private static long recent(Hdf5Bytes file) {
    Fields fields = file.claim(0, NEW_BYTES, WHAT);
    file.requireChecksum(fields, NEW_BYTES - 4, 0);
    fields.skip(VERSION_AT + 1);
    sizes(fields);
    nothing(file, fields.u8(), 0, "consistency flags: it was not closed when it was written");
    nothing(file, fields.u64(), 0, "a base address");
    nothing(file, fields.u64(), Hdf5Bytes.UNDEFINED, "an extension");
    end(file, fields.u64());
    return fields.u64();
  }

  private static void sizes(Fields fields) {
    fields.expect("size of offsets", Long.BYTES);
    fields.expect("size of lengths", Long.BYTES);
  }

  private static void nothing(Hdf5Bytes file, long value, long none, String what) {
    if (value != none) {
      throw file.refused(WHAT + " has " + what + ", which weights do not need");
    }
  }

  private static void end(Hdf5Bytes file, long end) {
    if (end != file.length()) {
      throw file.refused(
          WHAT
              + " says that the file has "
              + Long.toUnsignedString(end)
              + " bytes, it has "
              + file.length());
    }
  }
}
