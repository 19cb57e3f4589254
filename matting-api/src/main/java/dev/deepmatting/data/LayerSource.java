package dev.deepmatting.data;

/**
 * Where layers come from: folders of a data set, drawn scenes, or several of them ({@link
 * MixedLayers}).
 *
 * <p>A sample index is a number from 0: {@code epoch * samplesPerEpoch() + number}. Both methods
 * that give pictures depend on their argument and on nothing else, so that any number of threads
 * may ask in any order, and a run can be resumed anywhere. Implementations are safe to share
 * between threads.
 *
 * @since 0.1
 */
public interface LayerSource {
  /**
   * How long an epoch is.
   *
   * @return the number of samples, at least 1
   */
  int samplesPerEpoch();

  /**
   * Whether no index ever gives what another one gave, so that an epoch is a mere convention.
   *
   * @return true for drawn scenes; false, which is the default, for what has an end
   */
  default boolean endless() {
    return false;
  }

  /**
   * The layers of an index.
   *
   * @param index from 0
   * @return the layers; the same for the same index
   * @throws dev.deepmatting.error.MattingException if they cannot be read or used; the message
   *     names the file
   */
  Layers layers(long index);

  /**
   * Any foreground, to be merged into another sample.
   *
   * @param number any number, taken from a sample's random draws
   * @return a foreground; the same for the same number
   * @throws dev.deepmatting.error.MattingException if it cannot be read or used; the message names
   *     the file
   */
  Foreground foreground(long number);
}
