package dev.deepmatting.dl4j.onednn;

import org.bytedeco.javacpp.Pointer;

/** Native memory that is used for one thing: a loan from a {@link NativePool}, or foreign. */
final class Block {
  private final Pointer start;
  private final long bytes;
  private boolean ended;

  /**
   * Memory of somebody's.
   *
   * @param start its first byte, at position 0
   * @param bytes how much there is
   */
  Block(Pointer start, long bytes) {
    this.start = start;
    this.bytes = bytes;
  }

  /** The first byte, as long as the loan lasts. */
  Pointer start() {
    if (ended) {
      throw new IllegalStateException("these values were released");
    }
    return start;
  }

  long bytes() {
    return bytes;
  }

  void end() {
    ended = true;
  }
}
