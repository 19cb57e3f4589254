package dev.deepmatting.dl4j.internal.weights.keras;

import dev.deepmatting.dl4j.internal.weights.Shown;

/** A name in a group, and the address of the object header that it stands for. */
record Link(String name, long address) {
  /** Keras makes names of a few dozen bytes; many links may share the bytes of one name. */
  static final int LONGEST_NAME = 255;

  private static final int SOFT = 1;
  private static final int EXTERNAL = 64;

  static Link of(Hdf5Bytes file, String name, long address) {
    if (name.isEmpty() || name.contains("/") || name.equals(".") || name.equals("..")) {
      throw file.refused("a group has a member named '" + Shown.text(name) + "'");
    }
    return new Link(name, address);
  }

  /** Reads a link message, which is also what a large group keeps in its heap. */
  static Link read(Hdf5Bytes file, Fields fields) {
    fields.expect("version", 1);
    int flags = fields.u8();
    int type = (flags & 8) == 0 ? 0 : fields.u8();
    fields.skip(((flags & 4) == 0 ? 0 : Long.BYTES) + ((flags & 16) == 0 ? 0 : 1));
    long length = fields.unsigned(1 << (flags & 3));
    requireShort(file, length);
    String name = fields.text((int) length);
    if (type == SOFT || type == EXTERNAL) {
      throw soft(file, name, type == SOFT ? "a soft" : "an external");
    }
    if (type != 0) {
      throw file.refused("the link " + Shown.text(name) + " has type " + type + ", wanted 0");
    }
    return of(file, name, fields.u64());
  }

  /** Refuses a name before it becomes text. */
  static void requireShort(Hdf5Bytes file, long length) {
    if (length < 0 || length > LONGEST_NAME) {
      throw file.refused(
          "a group has a member with a name of more than " + LONGEST_NAME + " bytes");
    }
  }

  static RuntimeException soft(Hdf5Bytes file, String name, String kind) {
    return file.refused(
        "'" + Shown.text(name) + "' is " + kind + " link, only hard links are allowed");
  }
}
