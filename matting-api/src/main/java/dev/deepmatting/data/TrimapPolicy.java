package dev.deepmatting.data;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.trimap.Band;
import dev.deepmatting.trimap.TrimapGenerator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The width of the unknown region in training trimaps: ranges from which each sample draws
 * uniformly. Immutable and printable.
 *
 * @since 0.1
 */
public final class TrimapPolicy {
  /** The largest share of a kind's thickest part that a band takes if it would take it all. */
  private static final double MOST_TAKEN = 0.8;

  private final String description;
  private final Drawing drawing;

  private TrimapPolicy(String description, Drawing drawing) {
    this.description = description;
    this.drawing = drawing;
  }

  @FunctionalInterface
  private interface Drawing {
    Trimap draw(AlphaMatte alpha, SampleRandom random);
  }

  private static TrimapPolicy of(
      String description, Function<SampleRandom, TrimapGenerator> generator) {
    return new TrimapPolicy(
        description, (alpha, random) -> generator.apply(random).fromAlpha(alpha));
  }

  /**
   * Returns a policy that grows only outwards, by steps of an ellipse.
   *
   * @param smallestKernel the smallest ellipse, pixels on each side, at least 1
   * @param largestKernel the largest, at most 99
   * @param fewestSteps at least 1
   * @param mostSteps at most 99
   * @return the policy
   * @throws InvalidInputException if a range is out of bounds or does not rise
   */
  public static TrimapPolicy outwards(
      int smallestKernel, int largestKernel, int fewestSteps, int mostSteps) {
    requireRanges(smallestKernel, largestKernel, fewestSteps, mostSteps);
    return of(
        text("outwards", smallestKernel, largestKernel, fewestSteps, mostSteps),
        random ->
            TrimapGenerator.byMorphology(
                random.between(smallestKernel, largestKernel),
                random.between(fewestSteps, mostSteps),
                0));
  }

  /**
   * Returns a policy that grows to both sides, by steps of an ellipse; each side draws separately.
   *
   * @param smallestKernel the smallest ellipse, pixels on each side, at least 1
   * @param largestKernel the largest, at most 99
   * @param fewestSteps at least 1
   * @param mostSteps at most 99
   * @return the policy
   * @throws InvalidInputException if a range is out of bounds or does not rise
   */
  public static TrimapPolicy bothWays(
      int smallestKernel, int largestKernel, int fewestSteps, int mostSteps) {
    requireRanges(smallestKernel, largestKernel, fewestSteps, mostSteps);
    return of(
        text("both ways", smallestKernel, largestKernel, fewestSteps, mostSteps),
        random ->
            TrimapGenerator.byMorphology(
                random.between(smallestKernel, largestKernel),
                random.between(fewestSteps, mostSteps),
                random.between(smallestKernel, largestKernel),
                random.between(fewestSteps, mostSteps)));
  }

  /**
   * Returns a policy that grows to both sides by a distance; each side draws separately.
   *
   * @param narrowest pixels, from 0
   * @param widest pixels, at least the narrowest
   * @return the policy
   * @throws InvalidInputException if the range is out of bounds or does not rise
   */
  public static TrimapPolicy byDistance(double narrowest, double widest) {
    if (!(narrowest >= 0 && widest >= narrowest && widest <= 1000)) {
      throw new InvalidInputException(
          "band is " + narrowest + " to " + widest + ", wanted a rising range within 0 to 1000");
    }
    return of(
        String.format(Locale.ROOT, "trimap by distance %s to %s", narrowest, widest),
        random ->
            TrimapGenerator.byDistance(
                Band.pixels(random.uniform(narrowest, widest)),
                Band.pixels(random.uniform(narrowest, widest))));
  }

  /**
   * Returns a policy that grows to both sides by a distance of any magnitude: narrow bands are as
   * frequent as wide ones. Each side draws separately. A band that would leave no known foreground
   * or no known background is narrower.
   *
   * @param narrowest pixels, at least 1
   * @param widest pixels, at least the narrowest, at most 1000
   * @return the policy
   * @throws InvalidInputException if the range is out of bounds or does not rise
   */
  public static TrimapPolicy anyWidth(double narrowest, double widest) {
    requireBand(narrowest, widest);
    return new TrimapPolicy(
        String.format(Locale.ROOT, "trimap of any width %s to %s", narrowest, widest),
        (alpha, random) -> {
          EdgeDistances edge = EdgeDistances.of(alpha);
          double outward = narrowed(random.logUniform(narrowest, widest), edge.outside());
          double inward = narrowed(random.logUniform(narrowest, widest), edge.inside());
          return edge.trimap(i -> edge.inside()[i] > inward, i -> edge.outside()[i] > outward);
        });
  }

  /**
   * Returns a policy that imitates hand-painted trimaps: the known regions are filled with a round
   * brush, which reaches no corners and misses anything smaller than itself, or as polygons with
   * few corners. Their distance from the edge varies along it; the mean is of any magnitude, as in
   * {@link #anyWidth}.
   *
   * @param narrowest pixels on each side, at least 1
   * @param widest pixels on each side, at least the narrowest, at most 1000
   * @return the policy
   * @throws InvalidInputException if the range is out of bounds or does not rise
   */
  public static TrimapPolicy painted(double narrowest, double widest) {
    requireBand(narrowest, widest);
    return new TrimapPolicy(
        String.format(Locale.ROOT, "painted trimap %s to %s", narrowest, widest),
        (alpha, random) -> PaintedTrimap.of(alpha, narrowest, widest, random));
  }

  /**
   * Returns a policy that uses one of several for each sample, all equally often.
   *
   * @param policies at least one
   * @return the policy
   * @throws InvalidInputException if there are none
   */
  public static TrimapPolicy oneOf(TrimapPolicy... policies) {
    if (policies.length == 0) {
      throw new InvalidInputException("policies is empty, wanted at least one");
    }
    List<TrimapPolicy> choice = List.of(policies);
    return new TrimapPolicy(
        choice.stream().map(TrimapPolicy::toString).collect(Collectors.joining(" or ")),
        (alpha, random) -> random.pick(choice).draw(alpha, random));
  }

  /** Draws a trimap that never contradicts the matte. */
  Trimap draw(AlphaMatte alpha, SampleRandom random) {
    return drawing.draw(alpha, random);
  }

  private static double narrowed(double band, float[] distances) {
    return Math.min(band, MOST_TAKEN * EdgeDistances.longest(distances));
  }

  private static void requireBand(double narrowest, double widest) {
    if (!(narrowest >= 1 && widest >= narrowest && widest <= 1000)) {
      throw new InvalidInputException(
          "band is " + narrowest + " to " + widest + ", wanted a rising range within 1 to 1000");
    }
  }

  /** Returns a description, for logs and provenance. */
  @Override
  public String toString() {
    return description;
  }

  private static String text(String how, int kernel, int kernelTo, int steps, int stepsTo) {
    return String.format(
        Locale.ROOT,
        "trimap %s, ellipse %d to %d, steps %d to %d",
        how,
        kernel,
        kernelTo,
        steps,
        stepsTo);
  }

  private static void requireRanges(int kernel, int kernelTo, int steps, int stepsTo) {
    requireRange("kernel", kernel, kernelTo);
    requireRange("steps", steps, stepsTo);
  }

  private static void requireRange(String name, int low, int high) {
    if (low < 1 || high < low || high > 99) {
      throw new InvalidInputException(
          name + " is " + low + " to " + high + ", wanted a rising range within 1 to 99");
    }
  }
}
