package dev.deepmatting.data;

/**
 * A source of finished samples: a {@link LayerSource} with a recipe, or a program's own.
 *
 * <p>Like layers, a sample depends only on its index. Implementations are safe to share between
 * threads.
 *
 * @since 0.1
 */
public interface SampleSource {
  /**
   * Returns the length of an epoch.
   *
   * @return the number of samples, at least 1
   */
  int samplesPerEpoch();

  /**
   * Returns the sample of an index.
   *
   * @param index the sample index, {@code epoch * samplesPerEpoch() + number}, from 0
   * @return the sample; the same for the same index
   * @throws dev.deepmatting.error.MattingException if a picture cannot be read or used; the message
   *     names the file
   */
  MattingSample sample(long index);
}
