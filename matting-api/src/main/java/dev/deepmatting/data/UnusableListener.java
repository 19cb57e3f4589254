package dev.deepmatting.data;

import dev.deepmatting.error.MattingException;

/**
 * Is notified of samples that are omitted because their pictures cannot be read or used.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface UnusableListener {
  /** Does nothing. */
  UnusableListener NONE = (index, problem) -> {};

  /**
   * A sample is omitted. Called in index order, by the thread that requests samples. If it throws,
   * that thread gets the exception and the stream is closed.
   *
   * @param index the sample index
   * @param problem the reason; the message names the file
   */
  void leftOut(long index, MattingException problem);
}
