package dev.deepmatting.train;

import dev.deepmatting.error.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How the learning rate goes over a stage, as a factor of its base. Everything is told in shares of
 * the stage, so that a schedule fits any length. Immutable.
 */
public final class Schedule {
  private final double warmUp;
  private final List<Double> milestones;
  private final double milestoneFactor;
  private final boolean cosine;

  private Schedule(double warmUp, List<Double> milestones, double factor, boolean cosine) {
    this.warmUp = warmUp;
    this.milestones = milestones;
    this.milestoneFactor = factor;
    this.cosine = cosine;
  }

  /**
   * The base rate from the first step to the last.
   *
   * @return a schedule
   */
  public static Schedule constant() {
    return new Schedule(0, List.of(), 1, false);
  }

  /**
   * The rate is multiplied at each milestone.
   *
   * @param factor what it is multiplied by, above 0
   * @param shares where, in rising shares of the stage from 0 to 1
   * @return a schedule
   * @throws InvalidInputException if the factor is not above 0, or the shares do not rise from 0 to
   *     1
   */
  public static Schedule multiStep(double factor, double... shares) {
    Checks.positive("factor", factor);
    double before = 0;
    for (double share : shares) {
      Checks.share("milestone", share);
      if (share < before) {
        throw new InvalidInputException(
            "milestone is " + share + " after " + before + ", wanted rising shares");
      }
      before = share;
    }
    return new Schedule(0, Arrays.stream(shares).boxed().toList(), factor, false);
  }

  /**
   * Half a cosine from the base rate down to 0 (Loshchilov and Hutter 2017, one cycle).
   *
   * @return a schedule
   */
  public static Schedule cosine() {
    return new Schedule(0, List.of(), 1, true);
  }

  /**
   * The same schedule after a rise from near 0 in equal steps; the rest of the stage is as it would
   * be.
   *
   * @param share of the stage, 0 to 1
   * @return a schedule
   * @throws InvalidInputException if the share is outside
   */
  public Schedule withWarmUp(double share) {
    return new Schedule(Checks.share("warmUp", share), milestones, milestoneFactor, cosine);
  }

  /**
   * The factor of one step.
   *
   * @param step from 0
   * @param steps how many the stage has, more than the step
   * @return 0 to 1, or more where a milestone's factor is above 1
   */
  public double factor(long step, long steps) {
    long warming = Math.round(warmUp * steps);
    if (step < warming) {
      return (step + 1.0) / warming;
    }
    if (cosine) {
      return 0.5 * (1 + Math.cos(Math.PI * (step - warming) / Math.max(1, steps - warming)));
    }
    long passed = milestones.stream().filter(share -> step >= Math.round(share * steps)).count();
    return Math.pow(milestoneFactor, passed);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Schedule that && toString().equals(that.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  @Override
  public String toString() {
    String warming = warmUp == 0 ? "" : ", warm-up over " + warmUp + " of the stage";
    if (cosine) {
      return "cosine" + warming;
    }
    if (milestones.isEmpty()) {
      return "constant" + warming;
    }
    String places = milestones.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return "times " + milestoneFactor + " at " + places + " of the stage" + warming;
  }
}
