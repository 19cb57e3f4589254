package dev.deepmatting.dl4j.onednn;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Operations by what they compute on which layouts; there are as many as a network has shapes. */
final class PrimitiveCache implements AutoCloseable {
  private final Map<Object, Optional<Operation>> operations = new HashMap<>();

  /**
   * An operation, made at its first use.
   *
   * @param key a value, equal for equal operations
   * @param maker makes it
   * @return the operation; empty where the maker made none
   */
  Optional<Operation> get(Object key, Supplier<Optional<Operation>> maker) {
    Optional<Operation> known = operations.get(key);
    if (known == null) {
      known = maker.get();
      operations.put(key, known);
    }
    return known;
  }

  @Override
  public void close() {
    operations.values().forEach(operation -> operation.ifPresent(Operation::close));
    operations.clear();
  }
}
