package dev.deepmatting.data;

import dev.deepmatting.error.MattingException;

/**
 * Hears of places that are left out because their pictures cannot be read or used.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface UnusableListener {
  /** Does nothing. */
  UnusableListener NONE = (place, problem) -> {};

  /**
   * A place is left out. Called in the order of the places, by the thread that asks for samples. If
   * it throws, that thread gets the exception and the stream is closed.
   *
   * @param place the place
   * @param problem why; the message names the file
   */
  void leftOut(long place, MattingException problem);
}
