package dev.deepmatting.dl4j.weights.keras;

import dev.deepmatting.dl4j.weights.TensorInfo;
import java.util.ArrayList;
import java.util.List;

/** HDF5's description of an array's sides. */
final class Shape {
  private static final int MOST_SIDES = 8;
  private static final int SIMPLE = 1;

  private Shape() {}

  /** The sides, slowest first, empty for a single number; their product fits a Java array. */
  static List<Integer> read(Hdf5Bytes file, String name, Fields fields) {
    int version = fields.expect("version", 1, 2);
    int rank = fields.u8();
    if (rank > MOST_SIDES) {
      throw file.refused(name + " has " + rank + " sides, wanted at most " + MOST_SIDES);
    }
    int kind = fields.skip(1).u8();
    if (version == 2 && kind > SIMPLE || version == 2 && kind == 0 && rank > 0) {
      throw file.refused(name + " has no shape");
    }
    fields.skip(version == 1 ? 4 : 0);
    List<Long> sides = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      sides.add(fields.u64());
    }
    if (TensorInfo.elements(sides) <= 0) {
      throw file.refused(
          name
              + " has the shape "
              + sides.stream().map(Long::toUnsignedString).toList()
              + ", which no array can have here");
    }
    return sides.stream().map(Long::intValue).toList();
  }
}
