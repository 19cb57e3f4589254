package dev.deepmatting.data;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.trimap.Band;
import dev.deepmatting.trimap.TrimapGenerator;
import java.util.Locale;

/**
 * How wide the unknown region of training trimaps is: ranges from which each sample draws evenly.
 * Immutable and printable.
 */
public final class TrimapPolicy {
  private final String description;
  private final Drawing drawing;

  private TrimapPolicy(String description, Drawing drawing) {
    this.description = description;
    this.drawing = drawing;
  }

  @FunctionalInterface
  private interface Drawing {
    TrimapGenerator draw(SampleRandom random);
  }

  /**
   * Grows outwards only, by steps of an ellipse.
   *
   * @param smallestKernel the smallest ellipse, pixels on each side, at least 1
   * @param largestKernel the largest, at most 99
   * @param fewestSteps at least 1
   * @param mostSteps at most 99
   * @return the policy
   * @throws InvalidInputException if a range is outside or does not rise
   */
  public static TrimapPolicy outwards(
      int smallestKernel, int largestKernel, int fewestSteps, int mostSteps) {
    requireRanges(smallestKernel, largestKernel, fewestSteps, mostSteps);
    return new TrimapPolicy(
        text("outwards", smallestKernel, largestKernel, fewestSteps, mostSteps),
        random ->
            TrimapGenerator.byMorphology(
                random.between(smallestKernel, largestKernel),
                random.between(fewestSteps, mostSteps),
                0));
  }

  /**
   * Grows to both sides, by steps of an ellipse; each side draws for itself.
   *
   * @param smallestKernel the smallest ellipse, pixels on each side, at least 1
   * @param largestKernel the largest, at most 99
   * @param fewestSteps at least 1
   * @param mostSteps at most 99
   * @return the policy
   * @throws InvalidInputException if a range is outside or does not rise
   */
  public static TrimapPolicy bothWays(
      int smallestKernel, int largestKernel, int fewestSteps, int mostSteps) {
    requireRanges(smallestKernel, largestKernel, fewestSteps, mostSteps);
    return new TrimapPolicy(
        text("both ways", smallestKernel, largestKernel, fewestSteps, mostSteps),
        random ->
            TrimapGenerator.byMorphology(
                random.between(smallestKernel, largestKernel),
                random.between(fewestSteps, mostSteps),
                random.between(smallestKernel, largestKernel),
                random.between(fewestSteps, mostSteps)));
  }

  /**
   * Grows to both sides by a distance; each side draws for itself.
   *
   * @param narrowest pixels, from 0
   * @param widest pixels, at least the narrowest
   * @return the policy
   * @throws InvalidInputException if the range is outside or does not rise
   */
  public static TrimapPolicy byDistance(double narrowest, double widest) {
    if (!(narrowest >= 0 && widest >= narrowest && widest <= 1000)) {
      throw new InvalidInputException(
          "band is " + narrowest + " to " + widest + ", wanted a rising range within 0 to 1000");
    }
    return new TrimapPolicy(
        String.format(Locale.ROOT, "trimap by distance %s to %s", narrowest, widest),
        random ->
            TrimapGenerator.byDistance(
                Band.pixels(random.uniform(narrowest, widest)),
                Band.pixels(random.uniform(narrowest, widest))));
  }

  TrimapGenerator draw(SampleRandom random) {
    return drawing.draw(random);
  }

  /** In words, for logs and provenance. */
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
