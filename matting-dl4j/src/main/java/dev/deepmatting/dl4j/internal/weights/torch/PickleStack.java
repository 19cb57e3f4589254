package dev.deepmatting.dl4j.internal.weights.torch;

import java.util.ArrayList;
import java.util.List;

/** The stack of the pickle machine. Marks set off what may be taken from it. */
final class PickleStack {
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

  /** Takes values in the order in which they were pushed. */
  List<Object> pop(int count) {
    Object[] popped = new Object[count];
    for (int i = count - 1; i >= 0; i--) {
      popped[i] = pop();
    }
    return new ArrayList<>(List.of(popped));
  }

  /** Takes the last mark and what was pushed since, in that order. */
  List<Object> popToMark() {
    if (marks.isEmpty()) {
      throw input.damaged("goes back to a mark that it has not set");
    }
    List<Object> above = values.subList(marks.remove(marks.size() - 1), values.size());
    List<Object> popped = new ArrayList<>(above);
    above.clear();
    return popped;
  }

  /** The only value that is left. */
  Object last() {
    Object value = pop();
    if (!values.isEmpty() || !marks.isEmpty()) {
      throw input.damaged("ends with " + values.size() + " values too many");
    }
    return value;
  }
}
