package dev.deepmatting.dl4j.internal.weights.torch;

import dev.deepmatting.dl4j.internal.weights.DataType;
import dev.deepmatting.dl4j.internal.weights.Shown;
import dev.deepmatting.dl4j.internal.weights.torch.PickleValue.None;
import dev.deepmatting.dl4j.internal.weights.torch.PickleValue.Sequence;
import java.util.LinkedHashMap;
import java.util.Map;

/** The storages that a pickle names. Their declared lengths still have to be checked. */
final class Storages {
  private static final long MOST_ELEMENTS = Long.MAX_VALUE / 8;

  private final Map<String, StorageView> wholes = new LinkedHashMap<>();

  /** Returns each storage by its key. */
  Map<String, StorageView> wholes() {
    return wholes;
  }

  /**
   * Resolves a persistent id: {@code ("storage", type, key, location, elements)}, in the legacy
   * stream with a sixth value, None or {@code (key, offset, elements)} for a part of the storage.
   */
  StorageView named(Sequence id, PickleInput input) {
    String kind = id.text(0, input);
    if (!kind.equals("storage")) {
      // Saved modules contain their source code under 'module'.
      throw input.refused(
          "holds a '"
              + Shown.text(kind)
              + "', wanted tensors only. Of a whole module, save its state_dict() instead");
    }
    KnownGlobals.StorageType type =
        id.item(1, KnownGlobals.StorageType.class, "a storage's type", input);
    String key = id.text(2, input);
    long elements = id.number(4, input);
    if (elements < 0 || elements > MOST_ELEMENTS) {
      throw input.damaged("has a storage of " + elements + " numbers");
    }
    StorageView whole = new StorageView(key, type.dataType(), 0, elements);
    StorageView known = wholes.putIfAbsent(key, whole);
    if (known != null && !known.equals(whole)) {
      throw input.damaged("describes the storage " + Shown.text(key) + " in two ways");
    }
    return id.size() > 5 ? part(whole, id.get(5), input) : whole;
  }

  private static StorageView part(StorageView whole, Object view, PickleInput input) {
    if (view == None.NONE) {
      return whole;
    }
    if (!(view instanceof Sequence parts)) {
      throw input.damaged("has " + PickleValue.describe(view) + " for a part of a storage");
    }
    long offset = parts.number(1, input);
    long elements = parts.number(2, input);
    if (offset < 0 || elements < 0 || offset > whole.elements() - elements) {
      throw input.damaged(
          "has a part of "
              + elements
              + " numbers from "
              + offset
              + " of a storage of "
              + whole.elements());
    }
    return new StorageView(whole.key(), whole.dataType(), offset, elements);
  }

  /**
   * A storage of PyTorch, a row of numbers that tensors share, or a part of one.
   *
   * @param key its name in the file
   * @param dataType the type of its numbers
   * @param offset the part's first number
   * @param elements number of elements in the part
   */
  record StorageView(String key, DataType dataType, long offset, long elements) {
    long byteLength() {
      return elements * dataType.bytes();
    }
  }
}
