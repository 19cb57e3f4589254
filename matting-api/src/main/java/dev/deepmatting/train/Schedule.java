package dev.deepmatting.train;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.check.Ranges;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The learning rate over a stage, as a factor of the base rate. Positions are shares of the stage,
 * so a schedule fits any length. Immutable.
 *
 * @since 0.1
 */
public final class Schedule {
  private final double warmUp;
  private final List<Double> milestones;
  private final double milestoneFactor;
  private final boolean cosine;

  private Schedule(double warmUp, List<Double> milestones, double factor, boolean cosine) {
    this.warmUp = warmUp;
    this.milestones = List.copyOf(milestones);
    this.milestoneFactor = factor;
    this.cosine = cosine;
  }

  /**
   * Returns a schedule that keeps the base rate from the first step to the last.
   *
   * @return a schedule
   */
  public static Schedule constant() {
    return new Schedule(0, List.of(), 1, false);
  }

  /**
   * Returns a schedule that multiplies the rate at each milestone. A milestone is at the whole step
   * nearest to its share of the stage, with halves rounded up; the first step always has the base
   * rate, unless a milestone is 0.
   *
   * @param factor the factor to multiply by, above 0
   * @param shares the milestones, in rising shares of the stage from 0 to 1; none for {@link
   *     #constant()}
   * @return a schedule
   * @throws InvalidInputException if the factor is not above 0, or the shares do not rise from 0 to
   *     1
   */
  public static Schedule multiStep(double factor, double... shares) {
    Ranges.positive("factor", factor);
    List<Double> milestones = new ArrayList<>();
    for (double share : shares) {
      double milestone = Ranges.share("milestone", share);
      if (!milestones.isEmpty() && milestone <= milestones.get(milestones.size() - 1)) {
        throw new InvalidInputException(
            "milestone is "
                + milestone
                + " after "
                + milestones.get(milestones.size() - 1)
                + ", wanted rising shares");
      }
      milestones.add(milestone);
    }
    return milestones.isEmpty() ? constant() : new Schedule(0, milestones, factor, false);
  }

  /**
   * Returns a schedule of half a cosine from the base rate towards 0 (Loshchilov and Hutter 2017,
   * one cycle). It would reach 0 one step after the last, so every step learns something.
   *
   * @return a schedule
   */
  public static Schedule cosine() {
    return new Schedule(0, List.of(), 1, true);
  }

  /**
   * Returns the same schedule with a linear warm-up to the base rate over its first steps.
   * Milestones keep their positions and apply during the warm-up too; a cosine begins where the
   * warm-up ends and takes the rest of the stage.
   *
   * @param share of the stage, 0 to 1; 0 for no warm-up
   * @return a schedule
   * @throws InvalidInputException if the share is out of range
   */
  public Schedule withWarmUp(double share) {
    return new Schedule(Ranges.share("warmUp", share), milestones, milestoneFactor, cosine);
  }

  /**
   * Returns the factor of one step.
   *
   * @param step from 0
   * @param steps total steps of the stage, more than the step
   * @return above 0, up to 1; more if a milestone's factor is above 1
   * @throws InvalidInputException if the stage does not have the step
   */
  public double factor(long step, long steps) {
    Ranges.require(
        step >= 0 && step < steps, "step", step, "0 to below the " + steps + " of the stage");
    long rise = Math.round(warmUp * steps);
    double risen = step < rise ? (step + 1.0) / rise : 1;
    return risen * (cosine ? cosine(step - rise, steps - rise) : multiplied(step, steps));
  }

  private static double cosine(long step, long steps) {
    // Gives the same result on every machine, unlike Math.
    return step < 0 ? 1 : 0.5 * (1 + StrictMath.cos(Math.PI * step / steps));
  }

  private double multiplied(long step, long steps) {
    double factor = 1;
    for (double milestone : milestones) {
      long earliest = milestone == 0 ? 0 : 1;
      if (step >= Math.max(earliest, Math.round(milestone * steps))) {
        factor *= milestoneFactor;
      }
    }
    return factor;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Schedule that
        && Double.compare(warmUp, that.warmUp) == 0
        && milestones.equals(that.milestones)
        && Double.compare(milestoneFactor, that.milestoneFactor) == 0
        && cosine == that.cosine;
  }

  @Override
  public int hashCode() {
    return Objects.hash(warmUp, milestones, milestoneFactor, cosine);
  }

  /** Returns a description in words, such as {@code cosine, warm-up over 0.025 of the stage}. */
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
