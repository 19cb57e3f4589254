package dev.deepmatting.data;

/**
 * Where finished samples come from: a {@link LayerSource} and a recipe, or a program's own.
 *
 * <p>Like the layers, a sample depends on its index alone. Implementations are safe to share
 * between threads.
 *
 * @since 0.1
 */
public interface SampleSource {
  /**
   * How long an epoch is.
   *
   * @return the number of samples, at least 1
   */
  int samplesPerEpoch();

  /**
   * The sample of an index.
   *
   * @param index the sample index, {@code epoch * samplesPerEpoch() + number}, from 0
   * @return the sample; the same for the same index
   * @throws dev.deepmatting.error.MattingException if a picture cannot be read or used; the message
   *     names the file
   */
  MattingSample sample(long index);
}
