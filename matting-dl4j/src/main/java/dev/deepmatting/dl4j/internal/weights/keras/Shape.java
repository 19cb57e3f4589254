package dev.deepmatting.dl4j.internal.weights.keras;

import dev.deepmatting.dl4j.internal.weights.TensorInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** HDF5's description of an array's sides. */
final class Shape {
  private static final int MOST_SIDES = 8;
  private static final int SIMPLE = 1;
  private static final int NULL = 2;

  private Shape() {}

  /**
   * The sides, slowest first, empty for a single number; their product fits a Java array. Nothing
   * at all if the array has no numbers.
   */
  static Optional<List<Integer>> read(Hdf5Bytes file, String name, Fields fields) {
    int version = fields.expect("version", 1, 2);
    int rank = fields.u8();
    if (rank > MOST_SIDES) {
      throw file.refused(name + " has " + rank + " sides, wanted at most " + MOST_SIDES);
    }
    int kind = fields.skip(1).u8();
    if (version == 2 && (kind > NULL || kind != SIMPLE && rank > 0)) {
      throw file.refused(name + " has " + rank + " sides and a shape of kind " + kind);
    }
    if (version == 2 && kind == NULL) {
      return Optional.empty();
    }
    fields.skip(version == 1 ? 4 : 0);
    List<Long> sides = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      sides.add(fields.u64());
    }
    long elements = TensorInfo.elements(sides);
    if (elements < 0) {
      throw file.refused(
          name
              + " has the shape "
              + sides.stream().map(Long::toUnsignedString).toList()
              + ", which no array can have here");
    }
    return elements == 0
        ? Optional.empty()
        : Optional.of(sides.stream().map(Long::intValue).toList());
  }
}
