package dev.deepmatting.dl4j.internal.weights.torch;

import dev.deepmatting.dl4j.internal.weights.Shown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Java form of Python's values. Numbers are Long, BigInteger, Float and Double, text is String,
 * booleans are Boolean; the rest are the types below. Containers can contain each other and
 * themselves, so they are compared by identity and never traversed recursively.
 */
final class PickleValue {
  private PickleValue() {}

  /** Python's None. */
  enum None {
    NONE
  }

  /** Bytes as Latin-1 text, not copied and not yet checked. */
  record Bytes(String latin1) {}

  /** A name that stands for itself, such as {@code torch.float32}. */
  record Named(String name) {}

  /** A list, a tuple or a set; the difference does not matter here. */
  static final class Sequence {
    private final List<Object> items;

    /** Takes over the list. */
    Sequence(List<Object> items) {
      this.items = items;
    }

    int size() {
      return items.size();
    }

    Object get(int index) {
      return items.get(index);
    }

    void addAll(List<Object> more) {
      items.addAll(more);
    }

    /** Returns an integer item, or throws. */
    long number(int index, PickleInput input) {
      return item(index, Long.class, "a whole number", input);
    }

    /** Returns a text item, or throws. */
    String text(int index, PickleInput input) {
      return item(index, String.class, "text", input);
    }

    /** Returns an item of a type, or throws. */
    <T> T item(int index, Class<T> type, String wanted, PickleInput input) {
      if (index >= items.size()) {
        throw input.damaged("gives " + items.size() + " values, wanted " + wanted + " as the next");
      }
      Object item = items.get(index);
      if (!type.isInstance(item)) {
        throw input.damaged("has " + describe(item) + " where " + wanted + " belongs");
      }
      return type.cast(item);
    }
  }

  /** A dict in the file's order. A key that is set twice appears twice. */
  static final class Dict {
    private final List<Object> keysAndValues = new ArrayList<>(0);
    private final boolean stateIsItems;

    Dict() {
      this(false);
    }

    private Dict(boolean stateIsItems) {
      this.stateIsItems = stateIsItems;
    }

    /** Creates an object whose state, a dict of its attributes, becomes the items. */
    static Dict ofState() {
      return new Dict(true);
    }

    /** Applies a state, which can be this dict, or ignores it if it does not matter. */
    void build(Object state, PickleInput input) {
      if (stateIsItems && state instanceof Dict attributes) {
        int count = attributes.size();
        // A dict can be passed again and again.
        input.charge(2 * count);
        for (int i = 0; i < count; i++) {
          put(attributes.key(i), attributes.value(i));
        }
      }
    }

    void put(Object key, Object value) {
      keysAndValues.add(key);
      keysAndValues.add(value);
    }

    int size() {
      return keysAndValues.size() / 2;
    }

    Object key(int index) {
      return keysAndValues.get(2 * index);
    }

    Object value(int index) {
      return keysAndValues.get(2 * index + 1);
    }

    /** Returns the value that was last set, or null. */
    @Nullable Object get(String key) {
      for (int i = size() - 1; i >= 0; i--) {
        if (key.equals(key(i))) {
          return value(i);
        }
      }
      return null;
    }
  }

  /** Describes a value for error messages. */
  static String describe(Object value) {
    if (value instanceof Sequence sequence) {
      return "a list of " + sequence.size();
    }
    if (value instanceof Dict dict) {
      return "a dict of " + dict.size();
    }
    if (value instanceof Number || value instanceof Boolean) {
      return "the value " + Shown.text(value.toString());
    }
    if (value instanceof String text) {
      return "the text '" + Shown.text(text) + "'";
    }
    if (value instanceof None) {
      return "None";
    }
    return value instanceof StridedTensor ? "a tensor" : "something else";
  }
}
