package dev.deepmatting.dl4j.internal.weights.torch;

import dev.deepmatting.dl4j.internal.weights.torch.PickleValue.Dict;
import dev.deepmatting.dl4j.internal.weights.torch.PickleValue.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a pickle (Python's Lib/pickletools.py describes the format) as data. It supports what
 * PyTorch writes with protocols 1 to 5; protocol 1 occurs only in zip archives, since a legacy
 * stream is recognised by the first instruction of later protocols. It executes the instructions
 * that build containers; a Python object that a pickle names must be one of {@link KnownGlobals},
 * whose data is decoded here, and nothing is ever called. Time and memory are proportional to the
 * bytes read.
 */
final class Unpickler {
  private static final int NEWEST_PROTOCOL = 5;

  private final PickleInput input;
  private final @Nullable Storages storages;
  private final PickleStack stack;
  private Object[] memo = new Object[64];
  private int memoized;

  private Unpickler(PickleInput input, @Nullable Storages storages) {
    this.input = input;
    this.storages = storages;
    this.stack = new PickleStack(input);
  }

  /**
   * Reads one pickle.
   *
   * @param input the bytes, positioned after the pickle's end on return
   * @param storages collects the storages that it names, or null if it must not name any
   * @return its value
   */
  static Object read(PickleInput input, @Nullable Storages storages) {
    Unpickler unpickler = new Unpickler(input, storages);
    int opcode = input.unsignedByte();
    while (opcode != '.') {
      input.charge(1);
      unpickler.step(opcode);
      opcode = input.unsignedByte();
    }
    return unpickler.stack.last();
  }

  private void step(int opcode) {
    Object literal = PickleLiterals.read(opcode, input);
    if (literal != null) {
      stack.push(literal);
    } else if (!frames(opcode) && !remembers(opcode) && !collects(opcode) && !makes(opcode)) {
      throw input.damaged(String.format("has the instruction 0x%02x, which is not known", opcode));
    }
  }

  private boolean frames(int opcode) {
    switch (opcode) {
      case 0x80 -> {
        int protocol = input.unsignedByte();
        if (protocol > NEWEST_PROTOCOL) {
          throw input.damaged("is of protocol " + protocol + ", wanted at most " + NEWEST_PROTOCOL);
        }
      }
      case 0x95 -> input.requireLeft(input.signedLong());
      case '(' -> stack.mark();
      case '0' -> stack.pop();
      case '1' -> stack.popToMark();
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean remembers(int opcode) {
    switch (opcode) {
      case 'q' -> remember(input.unsignedByte());
      case 'r' -> remember(input.unsignedInt());
      case 0x94 -> remember(memoized);
      case 'h' -> stack.push(recall(input.unsignedByte()));
      case 'j' -> stack.push(recall(input.unsignedInt()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void remember(long index) {
    if (index >= PickleInput.MOST_VALUES) {
      throw input.damaged("has the memo number " + index);
    }
    if (index >= memo.length) {
      memo = Arrays.copyOf(memo, Math.max((int) index + 1, 2 * memo.length));
    }
    if (memo[(int) index] == null) {
      memoized++;
    }
    memo[(int) index] = stack.peek();
  }

  private Object recall(long index) {
    if (index >= memo.length || memo[(int) index] == null) {
      throw input.damaged("recalls memo number " + index + ", which it has not set");
    }
    return memo[(int) index];
  }

  private boolean collects(int opcode) {
    switch (opcode) {
      case ']', ')', 0x8f -> stack.push(new Sequence(new ArrayList<>(0)));
      case '}' -> stack.push(new Dict());
      case 'l', 't', 0x91 -> stack.push(new Sequence(stack.popToMark()));
      case 0x85 -> stack.push(new Sequence(stack.pop(1)));
      case 0x86 -> stack.push(new Sequence(stack.pop(2)));
      case 0x87 -> stack.push(new Sequence(stack.pop(3)));
      case 'a' -> append(stack.pop(1));
      case 'e', 0x90 -> append(stack.popToMark());
      case 's' -> put(stack.pop(2), null);
      case 'u' -> put(stack.popToMark(), null);
      case 'd' -> put(stack.popToMark(), new Dict());
      default -> {
        return false;
      }
    }
    return true;
  }

  private void append(List<Object> items) {
    if (!(stack.peek() instanceof Sequence sequence)) {
      throw input.damaged("appends to " + PickleValue.describe(stack.peek()));
    }
    sequence.addAll(items);
  }

  /**
   * Puts keys and values into a new dict, or if there is none, into the one on top of the stack.
   */
  private void put(List<Object> keysAndValues, @Nullable Dict created) {
    if (created != null) {
      stack.push(created);
    }
    if (!(stack.peek() instanceof Dict dict)) {
      throw input.damaged("sets an item of " + PickleValue.describe(stack.peek()));
    }
    if (keysAndValues.size() % 2 != 0) {
      throw input.damaged("sets a key without a value");
    }
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      dict.put(keysAndValues.get(i), keysAndValues.get(i + 1));
    }
  }

  private boolean makes(int opcode) {
    switch (opcode) {
      case 'c' -> stack.push(KnownGlobals.named(input.line(), input.line(), input));
      case 0x93 -> {
        Sequence names = new Sequence(stack.pop(2));
        stack.push(KnownGlobals.named(names.text(0, input), names.text(1, input), input));
      }
      case 'R', 0x81 -> construct(new Sequence(stack.pop(2)));
      case 'b' -> build(stack.pop());
      case 'Q' -> stack.push(storage(stack.pop()));
      // Protocol 0's way to create objects. The name is read only for the message.
      case 'i' -> {
        Object global = KnownGlobals.named(input.line(), input.line(), input);
        throw input.damaged("makes an instance of " + PickleValue.describe(global));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void construct(Sequence call) {
    KnownGlobals.Constructor constructor =
        call.item(0, KnownGlobals.Constructor.class, "a function", input);
    Sequence arguments = call.item(1, Sequence.class, "a list of arguments", input);
    stack.push(constructor.construct(arguments, input));
  }

  private void build(Object state) {
    Object target = stack.peek();
    if (target instanceof NumpyType type) {
      type.build(state, input);
    } else if (target instanceof Dict dict) {
      // A state dict's attributes, such as its versions in _metadata, do not matter.
      dict.build(state, input);
    } else {
      throw input.damaged("sets the state of " + PickleValue.describe(target));
    }
  }

  private Storages.StorageView storage(Object id) {
    if (storages == null || !(id instanceof Sequence parts)) {
      throw input.damaged("has " + PickleValue.describe(id) + " for a storage");
    }
    return storages.named(parts, input);
  }

  /** The stack of the pickle machine. Marks delimit what can be popped. */
  static final class PickleStack {
    private static final int DEEPEST = 1000;

    private final PickleInput input;
    private final List<Object> values = new ArrayList<>();
    private final List<Integer> marks = new ArrayList<>();

    PickleStack(PickleInput input) {
      this.input = input;
    }

    void push(Object value) {
      values.add(value);
    }

    void mark() {
      if (marks.size() == DEEPEST) {
        throw input.damaged("nests deeper than " + DEEPEST);
      }
      marks.add(values.size());
    }

    Object peek() {
      int floor = marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
      if (values.size() <= floor) {
        throw input.damaged("takes a value from an empty stack");
      }
      return values.get(values.size() - 1);
    }

    Object pop() {
      Object top = peek();
      values.remove(values.size() - 1);
      return top;
    }

    /** Pops values, in the order in which they were pushed. */
    List<Object> pop(int count) {
      Object[] popped = new Object[count];
      for (int i = count - 1; i >= 0; i--) {
        popped[i] = pop();
      }
      return new ArrayList<>(List.of(popped));
    }

    /** Pops the last mark and the values pushed since, in that order. */
    List<Object> popToMark() {
      if (marks.isEmpty()) {
        throw input.damaged("goes back to a mark that it has not set");
      }
      List<Object> above = values.subList(marks.remove(marks.size() - 1), values.size());
      List<Object> popped = new ArrayList<>(above);
      above.clear();
      return popped;
    }

    /** Returns the only remaining value. */
    Object last() {
      Object value = pop();
      if (!values.isEmpty() || !marks.isEmpty()) {
        throw input.damaged("ends with " + values.size() + " values too many");
      }
      return value;
    }
  }
}
