package dev.deepmatting.data;

/**
 * A source of layers: folders of a data set, drawn scenes, or several of them ({@link
 * MixedLayers}).
 *
 * <p>A sample index is a number from 0: {@code epoch * samplesPerEpoch() + number}. Both methods
 * that return pictures depend only on their argument, so any number of threads can call them in any
 * order, and a run can resume anywhere. Implementations are safe to share between threads.
 *
 * @since 0.1
 */
public interface LayerSource {
  /**
   * Returns the length of an epoch.
   *
   * @return the number of samples, at least 1
   */
  int samplesPerEpoch();

  /**
   * Returns whether every index has different layers, so that the length of an epoch is only a
   * convention.
   *
   * @return true for drawn scenes; false, the default, for finite sources
   */
  default boolean endless() {
    return false;
  }

  /**
   * Returns the layers of an index.
   *
   * @param index from 0
   * @return the layers; the same for the same index
   * @throws dev.deepmatting.error.MattingException if they cannot be read or used; the message
   *     names the file
   */
  Layers layers(long index);

  /**
   * Returns any foreground, to merge into another sample.
   *
   * @param number any number, taken from a sample's random draws
   * @return a foreground; the same for the same number
   * @throws dev.deepmatting.error.MattingException if it cannot be read or used; the message names
   *     the file
   */
  Foreground foreground(long number);
}
