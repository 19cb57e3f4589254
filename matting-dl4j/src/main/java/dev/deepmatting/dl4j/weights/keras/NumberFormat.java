package dev.deepmatting.dl4j.weights.keras;

import dev.deepmatting.dl4j.weights.DataType;

/** HDF5's description of a number, of which only little-endian IEEE 754 is taken. */
final class NumberFormat {
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

  private NumberFormat() {}

  static DataType read(Hdf5Bytes file, String name, Fields fields) {
    int kind = fields.u8() & 0xf;
    if (kind != FLOAT) {
      String found = kind < CLASSES.length ? CLASSES[kind] : "values of class " + kind;
      throw file.refused(name + " holds " + found + ", wanted floats");
    }
    int flags = fields.u8();
    int sign = fields.u8();
    long bytes = fields.skip(1).u32();
    if ((flags & 0x41) != 0) {
      throw file.refused(name + " is big-endian, only little-endian floats are read");
    }
    for (DataType type : new DataType[] {DataType.F32, DataType.F16, DataType.F64}) {
      if (type.bytes() == bytes && isIeee(type, flags, sign, fields)) {
        return type;
      }
    }
    throw file.refused(
        name + " holds floats of " + bytes + " bytes that are not those of IEEE 754");
  }

  /** The fraction lies lowest, the exponent above it, the sign highest. */
  private static boolean isIeee(DataType type, int flags, int sign, Fields fields) {
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
