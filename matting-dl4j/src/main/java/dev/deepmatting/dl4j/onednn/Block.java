package dev.deepmatting.dl4j.onednn;

import org.bytedeco.javacpp.Pointer;

/** Native memory that is used for one thing: a loan from a {@link NativePool}, or foreign. */
final class Block {
  private final Pointer start;
  private boolean ended;

  /**
   * Memory of somebody's.
   *
   * @param start its first byte, at position 0
   */
  Block(Pointer start) {
    this.start = start;
  }

  /** The first byte, as long as the loan lasts. */
  Pointer start() {
    if (ended) {
      throw new IllegalStateException("these values were released");
    }
    return start;
  }

  void end() {
    ended = true;
  }
}
