package dev.deepmatting.dl4j.internal.plan;

import dev.deepmatting.dl4j.internal.onednn.Layout;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of a plan: its layout, its first and last step, and its address in the plan's memory. A
 * part of another tensor shares that one's address.
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

  /** Returns a part that begins some bytes after the start of this one. */
  Value part(Layout partLayout, long bytesBehind) {
    return new Value(partLayout, this, bytesBehind, first);
  }

  /**
   * Returns the start of the whole that this is a part of, if enough bytes of it precede this part.
   */
  Optional<Value> lead(Layout leading, long bytes) {
    return whole != null && offsetInWhole == bytes
        ? Optional.of(whole.part(leading, 0))
        : Optional.empty();
  }

  Layout layout() {
    return layout;
  }

  /** Records that a step reads or writes it. */
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

  /** Sets the address in the plan's memory. */
  void place(long bytes) {
    offset = bytes;
  }

  /** Returns the address in the plan's memory, in bytes from its start. */
  long offset() {
    return whole == null ? offset : whole.offset() + offsetInWhole;
  }

  boolean livesWith(Value other) {
    return first <= other.last && other.first <= last;
  }
}
