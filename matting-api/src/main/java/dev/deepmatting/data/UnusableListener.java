package dev.deepmatting.data;

import dev.deepmatting.error.MattingException;

/**
 * Hears of samples that are left out because their pictures cannot be read or used.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface UnusableListener {
  /** Does nothing. */
  UnusableListener NONE = (index, problem) -> {};

  /**
   * A sample is left out. Called in the order of the indices, by the thread that asks for samples.
   * If it throws, that thread gets the exception and the stream is closed.
   *
   * @param index the sample index
   * @param problem why; the message names the file
   */
  void leftOut(long index, MattingException problem);
}
