package dev.deepmatting.propagation;

import dev.deepmatting.trimap.LabelExpansion;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Closed-form matting: Levin, Lischinski and Weiss, "A Closed-Form Solution to Natural Image
 * Matting", IEEE Transactions on Pattern Analysis and Machine Intelligence 30 (2), 2008.
 *
 * <p>In each window w of 3x3 pixels alpha is taken to be a linear function of the colours I. What
 * deviates from that is minimised: a' L a with
 *
 * <pre>
 * L(i,j) = sum over w with i and j of  d(i,j) - 1/9 (1 + (I_i - m)' (C + e/9 E)^-1 (I_j - m))
 * </pre>
 *
 * where m and C are mean and covariance of the window's colours, of 0 to 1, and e is epsilon.
 *
 * <p>Deviations: known pixels are no variables, where the paper holds them by a weight of 100;
 * windows without an unknown pixel are left out, which changes nothing then. The solution of the
 * picture at half size is the start.
 *
 * @since 0.1
 */
public final class ClosedForm implements PropagationMethod {
  private static final ClosedForm PUBLISHED = builder().build();

  private final double epsilon;
  private final double tolerance;
  private final @Nullable LabelExpansion labelExpansion;

  private ClosedForm(Builder builder) {
    epsilon = Parameters.positive("epsilon", builder.epsilon);
    tolerance = Parameters.tolerance(builder.tolerance);
    labelExpansion = builder.labelExpansion;
  }

  /**
   * The method with its published parameters: epsilon 1e-7, no label expansion.
   *
   * @return the method
   */
  public static ClosedForm published() {
    return PUBLISHED;
  }

  /**
   * A builder that begins with the published parameters.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public String name() {
    return "closed-form";
  }

  /**
   * What keeps a window's covariance from being singular.
   *
   * @return 1e-12 to 1e12, for colours of 0 to 1
   */
  public double epsilon() {
    return epsilon;
  }

  @Override
  public double tolerance() {
    return tolerance;
  }

  @Override
  public Optional<LabelExpansion> labelExpansion() {
    return Optional.ofNullable(labelExpansion);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClosedForm that && toString().equals(that.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /** The paper and all parameters in one line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "closed-form matting (Levin, Lischinski, Weiss 2008), epsilon %s, tolerance %s%s",
        epsilon,
        tolerance,
        labelExpansion == null ? "" : ", " + labelExpansion);
  }

  /** Collects and validates parameters. Not safe to share between threads. */
  public static final class Builder {
    private double epsilon = 1e-7;
    private double tolerance = 3e-5;
    private @Nullable LabelExpansion labelExpansion;

    private Builder() {}

    /**
     * Sets what keeps a window's covariance from being singular; 1e-7 by default. Larger values
     * smooth.
     *
     * @param value 1e-12 to 1e12
     * @return this builder
     */
    public Builder epsilon(double value) {
      epsilon = value;
      return this;
    }

    /**
     * Sets when the solver stops.
     *
     * @param value above 0, below 1
     * @return this builder
     */
    public Builder tolerance(double value) {
      tolerance = value;
      return this;
    }

    /**
     * Tightens the trimap first.
     *
     * @param value how
     * @return this builder
     */
    public Builder labelExpansion(LabelExpansion value) {
      labelExpansion = Objects.requireNonNull(value, "labelExpansion");
      return this;
    }

    /**
     * Makes the method.
     *
     * @return the method
     * @throws dev.deepmatting.error.InvalidInputException if a parameter is out of its range
     */
    public ClosedForm build() {
      return new ClosedForm(this);
    }
  }
}
