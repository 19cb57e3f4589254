package dev.deepmatting.propagation;

import dev.deepmatting.internal.check.Ranges;
import dev.deepmatting.trimap.LabelExpansion;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The common part of the methods: the solver's tolerance, label expansion, and equality by
 * parameters.
 */
abstract sealed class SolvedMethod implements PropagationMethod
    permits ClosedForm, Knn, ThreeLayerGraph, PyramidGraph {
  private static final double LEAST = 1e-12;
  private static final double MOST = 1e12;

  private final double tolerance;
  private final @Nullable LabelExpansion labelExpansion;

  SolvedMethod(Builder<?> builder) {
    Ranges.require(
        builder.tolerance > 0 && builder.tolerance < 1,
        "tolerance",
        builder.tolerance,
        "a number above 0 and below 1");
    tolerance = builder.tolerance;
    labelExpansion = builder.labelExpansion;
  }

  /** Checks a number above 0 that does not overflow single precision. */
  static double positive(String name, double value) {
    return Ranges.within(name, value, LEAST, MOST);
  }

  static double notNegative(String name, double value) {
    return Ranges.within(name, value, 0, MOST);
  }

  static double share(String name, double value) {
    Ranges.require(value > 0 && value <= 1, name, value, "a number above 0, up to 1");
    return value;
  }

  @Override
  public final double tolerance() {
    return tolerance;
  }

  @Override
  public final Optional<LabelExpansion> labelExpansion() {
    return Optional.ofNullable(labelExpansion);
  }

  /** Returns whether colours mix in linear light rather than in samples. */
  boolean light() {
    return false;
  }

  /** Returns the end of the line of all parameters. */
  final String expansionText() {
    return labelExpansion == null ? "" : ", " + labelExpansion;
  }

  /** Returns whether the other one is the same method with the same parameters. */
  @Override
  public final boolean equals(Object other) {
    return other instanceof SolvedMethod && toString().equals(other.toString());
  }

  @Override
  public final int hashCode() {
    return toString().hashCode();
  }

  /** Returns the method, its paper and all parameters in one line. */
  @Override
  public abstract String toString();

  /** Collects the parameters of all methods. */
  abstract static sealed class Builder<B extends Builder<B>> permits Knn.Builder, LaplacianBuilder {
    private double tolerance;
    private @Nullable LabelExpansion labelExpansion;

    Builder(double tolerance, @Nullable LabelExpansion labelExpansion) {
      this.tolerance = tolerance;
      this.labelExpansion = labelExpansion;
    }

    /** Returns this builder with its own type. */
    abstract B self();

    /**
     * Sets the residual, relative to the right side, at which the solver stops.
     *
     * @param value above 0, below 1
     * @return this builder
     */
    public B tolerance(double value) {
      tolerance = value;
      return self();
    }

    /**
     * Sets how the trimap is tightened first.
     *
     * @param value the expansion
     * @return this builder
     */
    public B labelExpansion(LabelExpansion value) {
      labelExpansion = Objects.requireNonNull(value, "labelExpansion");
      return self();
    }
  }

  /** Also collects the parameters of {@link ClosedForm}'s matting Laplacian. */
  abstract static sealed class LaplacianBuilder<B extends LaplacianBuilder<B>> extends Builder<B>
      permits ClosedForm.Builder, ThreeLayerGraph.Builder, PyramidGraph.Builder {
    private double epsilon = 1e-7;

    LaplacianBuilder(double tolerance, @Nullable LabelExpansion labelExpansion) {
      super(tolerance, labelExpansion);
    }

    /**
     * Sets the epsilon that keeps the covariance of the matting Laplacian's windows from being
     * singular; 1e-7 by default. Larger values smooth more. See {@link ClosedForm}.
     *
     * @param value 1e-12 to 1e12, for colours of 0 to 1
     * @return this builder
     */
    public B epsilon(double value) {
      epsilon = value;
      return self();
    }

    /** Returns the checked value. */
    double checkedEpsilon() {
      return positive("epsilon", epsilon);
    }
  }
}
