package dev.deepmatting.data;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.check.Ranges;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Combines several sources, each with its share of the samples: drawn scenes and folders, or
 * several folders. Immutable and safe to share between threads if the sources are.
 *
 * <pre>{@code
 * LayerSource both =
 *     MixedLayers.builder()
 *         .add("drawn", ProceduralScenes.builder().seed(1).build(), 1)
 *         .add("photos", TrainingFolder.open(Path.of("data"), 1).training(), 2)
 *         .build();
 * }</pre>
 *
 * <p>The weights alone decide which source an index belongs to: the sources alternate as evenly as
 * their weights allow, so after any number of samples each has contributed its share to within less
 * than the number of sources. The order is not random, for two reasons: every batch has the same
 * mixture, and a division of the index yields each source's own index, without counting what came
 * before; so a run can resume anywhere. Weights count as the decimal numbers that they are written
 * as, and nothing is rounded, however long the run is.
 *
 * <p>Each source goes through its own indices, from 0 without gaps, as it would alone: pictures of
 * a folder come in its own shuffled epochs, whatever comes between them. Layers are named {@code
 * SOURCE-NAME}. A second foreground, which recipes merge in, comes from a random source, according
 * to the weights.
 *
 * <p>An epoch ends when every source has completed its own epoch, so it includes each picture of
 * each folder. {@linkplain LayerSource#endless() Endless} sources do not count, unless all are
 * endless: an epoch of drawn scenes and a folder is as long as it takes to see the folder.
 *
 * @since 0.1
 */
public final class MixedLayers implements LayerSource {
  private final List<Part> parts;

  /** The sum of the weights from each part on, as integers. */
  private final List<BigInteger> from;

  private final int samplesPerEpoch;

  private record Part(String name, LayerSource source, double weight) {}

  /** The part that a sample index belongs to, and the index within that part. */
  private record Turn(Part part, long index) {}

  private MixedLayers(List<Part> parts) {
    this.parts = List.copyOf(parts);
    from = sumsFromEachOn(parts);
    samplesPerEpoch = epoch();
  }

  /**
   * Returns a builder without sources.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  private static List<BigInteger> sumsFromEachOn(List<Part> parts) {
    List<BigDecimal> weights =
        parts.stream().map(part -> BigDecimal.valueOf(part.weight())).toList();
    int digits = weights.stream().mapToInt(BigDecimal::scale).max().orElse(0);
    List<BigInteger> sums = new ArrayList<>();
    BigInteger sum = BigInteger.ZERO;
    for (int i = parts.size() - 1; i >= 0; i--) {
      sum = sum.add(weights.get(i).setScale(digits).unscaledValue());
      sums.add(0, sum);
    }
    return sums;
  }

  @Override
  public int samplesPerEpoch() {
    return samplesPerEpoch;
  }

  @Override
  public boolean endless() {
    return parts.stream().allMatch(part -> part.source().endless());
  }

  @Override
  public Layers layers(long index) {
    Ranges.atLeast("index", index, 0);
    Turn turn = turn(index);
    Layers layers = turn.part().source().layers(turn.index());
    return new Layers(
        turn.part().name() + "-" + layers.name(), layers.foreground(), layers.background());
  }

  @Override
  public Foreground foreground(long number) {
    SampleRandom draws = SampleRandom.of(number, 0).forPurpose("source of a foreground");
    double left = draws.uniform(0, weight());
    int chosen = 0;
    while (chosen < parts.size() - 1 && left >= parts.get(chosen).weight()) {
      left -= parts.get(chosen).weight();
      chosen++;
    }
    return parts.get(chosen).source().foreground(draws.number());
  }

  /**
   * Returns the sources and their weights, for logs.
   *
   * @return one line
   */
  @Override
  public String toString() {
    return parts.stream()
        .map(part -> part.name() + " by " + part.weight())
        .collect(Collectors.joining(", ", "MixedLayers[", "]"));
  }

  private double weight() {
    return parts.stream().mapToDouble(Part::weight).sum();
  }

  /**
   * Decides between the first part and all others, then between the second one and those after it,
   * and so on.
   */
  private Turn turn(long index) {
    BigInteger at = BigInteger.valueOf(index);
    int part = 0;
    while (part < parts.size() - 1) {
      BigInteger others = others(part, at);
      if (others(part, at.add(BigInteger.ONE)).equals(others)) {
        at = at.subtract(others);
        break;
      }
      at = others;
      part++;
    }
    return new Turn(parts.get(part), at.longValueExact());
  }

  /**
   * Returns, of the first samples of a part and all after it, how many belong to those after it.
   */
  private BigInteger others(int part, BigInteger samples) {
    return samples.multiply(from.get(part + 1)).divide(from.get(part));
  }

  /** Returns how many of the first samples belong to a part. */
  private long given(int part, long samples) {
    BigInteger left = BigInteger.valueOf(samples);
    for (int before = 0; before < part; before++) {
      left = others(before, left);
    }
    return (part == parts.size() - 1 ? left : left.subtract(others(part, left))).longValueExact();
  }

  private int epoch() {
    boolean all = endless();
    int longest = 1;
    for (int part = 0; part < parts.size(); part++) {
      if (all || !parts.get(part).source().endless()) {
        longest = Math.max(longest, placesUntilWhole(part));
      }
    }
    return longest;
  }

  /** Returns after how many samples a part has completed its own epoch. */
  private int placesUntilWhole(int part) {
    long wanted = parts.get(part).source().samplesPerEpoch();
    long below = 0;
    long enough = Integer.MAX_VALUE;
    if (given(part, enough) < wanted) {
      throw tooLight(parts.get(part));
    }
    while (enough - below > 1) {
      long middle = (below + enough) / 2;
      if (given(part, middle) < wanted) {
        below = middle;
      } else {
        enough = middle;
      }
    }
    return (int) enough;
  }

  private InvalidInputException tooLight(Part part) {
    return new InvalidInputException(
        String.format(
            Locale.ROOT,
            "weight of '%s' is %s of %s in all, wanted more: until it has given the %d samples of"
                + " its epoch, an epoch would have more than %d",
            part.name(),
            part.weight(),
            weight(),
            part.source().samplesPerEpoch(),
            Integer.MAX_VALUE));
  }

  /** Collects sources. Not safe to share between threads. */
  public static final class Builder {
    private final List<Part> parts = new ArrayList<>();

    private Builder() {}

    /**
     * Adds a source.
     *
     * @param name distinguishes its samples from those of the others; used in file names
     * @param source the source of the layers
     * @param weight its share of the samples, relative to the weights of the others
     * @return this builder
     * @throws InvalidInputException if the name is blank or already in use, or the weight is not a
     *     finite number above 0
     */
    public Builder add(String name, LayerSource source, double weight) {
      Objects.requireNonNull(source, "source");
      if (name.isBlank()) {
        throw new InvalidInputException(
            "name of a source is '" + name + "', wanted one that is not blank");
      }
      if (parts.stream().anyMatch(part -> part.name().equals(name))) {
        throw new InvalidInputException(
            "source '" + name + "' is there twice, wanted each name once");
      }
      if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
        throw new InvalidInputException(
            "weight of '" + name + "' is " + weight + ", wanted a finite number above 0");
      }
      parts.add(new Part(name, source, weight));
      return this;
    }

    /**
     * Returns the mixed source.
     *
     * @return a new source
     * @throws InvalidInputException if there is no source, or one has so little weight that an
     *     epoch would have more than 2147483647 samples
     */
    public MixedLayers build() {
      if (parts.isEmpty()) {
        throw new InvalidInputException("sources is empty, wanted at least one source");
      }
      return new MixedLayers(parts);
    }
  }
}
