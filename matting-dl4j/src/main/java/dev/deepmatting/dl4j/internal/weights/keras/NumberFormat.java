package dev.deepmatting.dl4j.internal.weights.keras;

import dev.deepmatting.dl4j.internal.weights.DataType;

/**
 * HDF5's description of a number; only little-endian IEEE 754 is accepted. Its fields are read
 * once.
 */
final class NumberFormat {
  private static final int INTEGER = 0;
  private static final int FLOAT = 1;
  private static final String[] CLASSES = {
    "integers",
    "floats",
    "times",
    "strings",
    "bit fields",
    "opaque values",
    "compound values",
    "references",
    "enumerations",
    "variable-length values",
    "arrays"
  };

  private final Hdf5Bytes file;
  private final String name;
  private final Fields fields;
  private final int kind;

  NumberFormat(Hdf5Bytes file, String name, Fields fields) {
    this.file = file;
    this.name = name;
    this.fields = fields;
    kind = fields.u8() & 0xf;
  }

  boolean isInteger() {
    return kind == INTEGER;
  }

  boolean isFloat() {
    return kind == FLOAT;
  }

  /** Returns the message about values that are not floats. */
  String notFloats() {
    String found = kind < CLASSES.length ? CLASSES[kind] : "values of class " + kind;
    return name + " holds " + found + ", wanted floats";
  }

  /** Returns the type of the floats; refuses everything else. */
  DataType dataType() {
    if (!isFloat()) {
      throw file.refused(notFloats());
    }
    int flags = fields.u8();
    int sign = fields.u8();
    long bytes = fields.skip(1).u32();
    if ((flags & 0x41) != 0) {
      throw file.refused(name + " is big-endian, only little-endian floats are read");
    }
    for (DataType type : new DataType[] {DataType.F32, DataType.F16, DataType.F64}) {
      if (type.bytes() == bytes && isIeee(type, flags, sign)) {
        return type;
      }
    }
    throw file.refused(
        name + " holds floats of " + bytes + " bytes that are not those of IEEE 754");
  }

  /** Checks the order of bits: the fraction lowest, then the exponent, then the sign. */
  private boolean isIeee(DataType type, int flags, int sign) {
    int bits = 8 * type.bytes();
    int exponent = type == DataType.F16 ? 5 : type == DataType.F32 ? 8 : 11;
    int fraction = bits - 1 - exponent;
    boolean impliedOne = (flags & 0x30) == 0x20;
    return impliedOne
        && sign == bits - 1
        && fields.u16() == 0
        && fields.u16() == bits
        && fields.u8() == fraction
        && fields.u8() == exponent
        && fields.u8() == 0
        && fields.u8() == fraction
        && fields.u32() == (1L << exponent - 1) - 1;
  }
}
