package dev.deepmatting.data;

import java.util.List;
import java.util.SplittableRandom;

/**
 * The random draws of one sample: the same for the same seed, index and purpose, whatever else is
 * drawn. Not safe to share between threads.
 *
 * @since 0.1
 */
public final class SampleRandom {
  private final long state;
  private final SplittableRandom draws;

  /** The second value of the last pair of normal draws; NaN once it has been used. */
  private double spare = Double.NaN;

  private SampleRandom(long state) {
    this.state = state;
    draws = new SplittableRandom(state);
  }

  /**
   * Returns the draws of a sample.
   *
   * @param seed the run's seed
   * @param index the sample's index
   * @return fresh draws
   */
  public static SampleRandom of(long seed, long index) {
    return new SampleRandom(mixed(mixed(seed) + index));
  }

  /**
   * Returns separate draws for one purpose, so that adding or removing a step does not change the
   * others.
   *
   * @param purpose any text
   * @return fresh draws
   */
  public SampleRandom forPurpose(String purpose) {
    return new SampleRandom(mixed(state + purpose.hashCode()));
  }

  /**
   * Returns an integer from a range.
   *
   * @param lowest the lowest
   * @param highest the highest, inclusive
   * @return one of them, each with the same chance
   */
  public int between(int lowest, int highest) {
    return draws.nextInt(lowest, highest + 1);
  }

  /**
   * Returns a number from a range.
   *
   * @param low the lower end
   * @param high the upper end
   * @return a uniformly distributed number; {@code low} if both are equal
   */
  public double uniform(double low, double high) {
    return low + (high - low) * draws.nextDouble();
  }

  /**
   * Returns a number from a range over several magnitudes.
   *
   * @param low the lower end, above 0
   * @param high the upper end
   * @return a number whose logarithm is uniformly distributed
   */
  double logUniform(double low, double high) {
    return Math.exp(uniform(Math.log(low), Math.log(high)));
  }

  /**
   * Returns whether something happens.
   *
   * @param probability 0 to 1
   * @return true with that probability
   */
  public boolean chance(double probability) {
    return draws.nextDouble() < probability;
  }

  /**
   * Returns one of several values.
   *
   * @param <T> type of the values
   * @param values at least one
   * @return one of them, each with the same chance
   */
  public <T> T pick(List<T> values) {
    return values.get(draws.nextInt(values.size()));
  }

  /**
   * Returns a normally distributed number with mean 0 and standard deviation 1.
   *
   * @return a number by the method of Box and Muller
   */
  public double gaussian() {
    if (!Double.isNaN(spare)) {
      double second = spare;
      spare = Double.NaN;
      return second;
    }
    double radius = Math.sqrt(-2 * Math.log(1 - draws.nextDouble()));
    double angle = 2 * Math.PI * draws.nextDouble();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /**
   * Returns any number.
   *
   * @return 64 random bits
   */
  public long number() {
    return draws.nextLong();
  }

  /** Mixes the bits with the finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
  private static long mixed(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
