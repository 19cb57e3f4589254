package dev.deepmatting.dl4j.internal.plan;

import dev.deepmatting.dl4j.internal.memory.AlignedMemory;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * The block of memory that a network's runs share in turn, kept between them. Any thread can read
 * its size and bound it, without waiting for a run.
 */
final class RunMemory implements AutoCloseable {
  /** A block larger than this many times a run's need is freed before the run. */
  private static final int MOST_EXCESS = 4;

  private @Nullable AlignedMemory block;
  private boolean used;

  /** The most to keep of the block in use. */
  private long most;

  private volatile long bytes;

  /** Returns the block's size, in use or kept; 0 if there is none. */
  long bytes() {
    return bytes;
  }

  /**
   * Takes the block for a run.
   *
   * @param wanted its least size
   * @return its first byte
   */
  synchronized BytePointer take(long wanted) {
    if (bytes < wanted || bytes / MOST_EXCESS > wanted) {
      free();
    }
    AlignedMemory taken = block;
    if (taken == null) {
      taken = new AlignedMemory(wanted);
      block = taken;
      bytes = wanted;
    }
    used = true;
    most = Long.MAX_VALUE;
    return taken.start();
  }

  /** Ends a run. */
  synchronized void release() {
    used = false;
    keepAtMost(most);
  }

  /** Frees the block if it is larger, now or at the end of the run that uses it. */
  synchronized void keepAtMost(long bound) {
    if (used) {
      most = Math.min(most, bound);
    } else if (bytes > bound) {
      free();
    }
  }

  private void free() {
    if (block != null) {
      block.close();
      block = null;
      bytes = 0;
    }
  }

  @Override
  public synchronized void close() {
    free();
  }
}
