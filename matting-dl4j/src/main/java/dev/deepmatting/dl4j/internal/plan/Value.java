package dev.deepmatting.dl4j.internal.plan;

import dev.deepmatting.dl4j.internal.onednn.Layout;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of a plan: how it lies, from which step to which it is needed, and its place in the
 * plan's memory. A part of another tensor has that one's place.
 */
final class Value {
  private final Layout layout;
  private final @Nullable Value whole;
  private final long offsetInWhole;
  private final int first;
  private int last;
  private long offset = -1;

  Value(Layout layout, int step) {
    this(layout, null, 0, step);
  }

  private Value(Layout layout, @Nullable Value whole, long offsetInWhole, int step) {
    this.layout = layout;
    this.whole = whole;
    this.offsetInWhole = offsetInWhole;
    this.first = step;
    this.last = step;
  }

  /** A part that begins some bytes behind this one's beginning. */
  Value part(Layout partLayout, long bytesBehind) {
    return new Value(partLayout, this, bytesBehind, first);
  }

  /** The beginning of what this is a part of, if so many bytes of that lie before it. */
  Optional<Value> lead(Layout leading, long bytes) {
    return whole != null && offsetInWhole == bytes
        ? Optional.of(whole.part(leading, 0))
        : Optional.empty();
  }

  Layout layout() {
    return layout;
  }

  /** Says that a step reads or writes it. */
  void use(int step) {
    last = Math.max(last, step);
    if (whole != null) {
      whole.use(step);
    }
  }

  int first() {
    return first;
  }

  int last() {
    return last;
  }

  long bytes() {
    return layout.bytes();
  }

  /** Sets the place in the plan's memory. */
  void place(long bytes) {
    offset = bytes;
  }

  /** The place in the plan's memory, in bytes from its beginning. */
  long offset() {
    return whole == null ? offset : whole.offset() + offsetInWhole;
  }

  boolean livesWith(Value other) {
    return first <= other.last && other.first <= last;
  }
}
