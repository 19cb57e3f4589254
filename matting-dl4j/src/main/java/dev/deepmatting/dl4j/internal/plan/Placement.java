package dev.deepmatting.dl4j.internal.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Places values in one block of memory so that values that are needed at the same time do not
 * overlap: the largest first, each as low as possible ("greedy by size" in Pisarchyk and Lee,
 * Efficient Memory Management for Deep Neural Net Inference, 2020, arXiv 2001.03288).
 */
final class Placement {
  /** A cache line. */
  static final long ALIGNMENT = 64;

  private Placement() {}

  /**
   * Places values.
   *
   * @param values all values of a plan except parts of others
   * @return the bytes of all together
   */
  static long place(List<Value> values) {
    List<Value> placed = new ArrayList<>();
    List<Value> largestFirst = new ArrayList<>(values);
    largestFirst.sort(Comparator.comparingLong(Value::bytes).reversed());
    long end = 0;
    for (Value value : largestFirst) {
      value.place(lowest(value, placed));
      insert(value, placed);
      end = Math.max(end, value.offset() + room(value));
    }
    return end;
  }

  /** Returns the lowest gap among the values that live at the same time. */
  private static long lowest(Value value, List<Value> placedByOffset) {
    long lowest = 0;
    for (Value other : placedByOffset) {
      if (!other.livesWith(value)) {
        continue;
      }
      if (other.offset() - lowest >= room(value)) {
        break;
      }
      lowest = Math.max(lowest, other.offset() + room(other));
    }
    return lowest;
  }

  private static void insert(Value value, List<Value> placedByOffset) {
    int at = 0;
    while (at < placedByOffset.size() && placedByOffset.get(at).offset() <= value.offset()) {
      at++;
    }
    placedByOffset.add(at, value);
  }

  /** Returns the value's size, rounded up to whole cache lines. */
  private static long room(Value value) {
    return (value.bytes() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}
