package dev.deepmatting.propagation;

import java.util.Locale;

/**
 * Closed-form matting: Levin, Lischinski and Weiss, "A Closed-Form Solution to Natural Image
 * Matting", IEEE Transactions on Pattern Analysis and Machine Intelligence 30 (2), 2008.
 *
 * <p>In each window w of 3x3 pixels, alpha is assumed to be a linear function of the colours I. The
 * method minimises the deviation a' L a with
 *
 * <pre>
 * L(i,j) = sum over w with i and j of  d(i,j) - 1/9 (1 + (I_i - m)' (C + e/9 E)^-1 (I_j - m))
 * </pre>
 *
 * where m and C are mean and covariance of the window's colours, of 0 to 1, and e is epsilon.
 *
 * <p>Deviations: known pixels are not variables, whereas the paper fixes them with a weight of 100;
 * windows without an unknown pixel are omitted, which then changes nothing. The solution at half
 * size is the start.
 *
 * @since 0.1
 */
public final class ClosedForm extends SolvedMethod {
  private static final ClosedForm PUBLISHED = builder().build();
  private static final ClosedForm IN_LIGHT = builder().light(true).build();

  private final double epsilon;
  private final boolean light;

  private ClosedForm(Builder builder) {
    super(builder);
    epsilon = builder.checkedEpsilon();
    light = builder.light;
  }

  /**
   * Returns the method with its published parameters: epsilon 1e-7, no label expansion.
   *
   * @return the method
   */
  public static ClosedForm published() {
    return PUBLISHED;
  }

  /**
   * Returns the method for photographs, where colours mix in amounts of light: {@link
   * Builder#light}, and otherwise the published parameters.
   *
   * @return the method
   */
  public static ClosedForm inLight() {
    return IN_LIGHT;
  }

  /**
   * Returns a builder that begins with the published parameters.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public String name() {
    return light ? "closed-form-light" : "closed-form";
  }

  @Override
  boolean light() {
    return light;
  }

  /**
   * Returns the epsilon that keeps a window's covariance from being singular.
   *
   * @return 1e-12 to 1e12, for colours of 0 to 1
   */
  public double epsilon() {
    return epsilon;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "closed-form matting (Levin, Lischinski, Weiss 2008), epsilon %s, tolerance %s%s%s",
        epsilon,
        tolerance(),
        light ? ", colours mix in light" : "",
        expansionText());
  }

  /** Collects and validates parameters. Not safe to share between threads. */
  public static final class Builder extends SolvedMethod.LaplacianBuilder<Builder> {
    private boolean light;

    private Builder() {
      super(3e-5, null);
    }

    @Override
    Builder self() {
      return this;
    }

    /**
     * Sets in which numbers the colours of object and surroundings mix at an edge. In light the
     * colours I are the mean of samples and amounts of light.
     *
     * @param value true for amounts of light, as in photographs; false for samples, as published
     *     and as in composites that programs make
     * @return this builder
     */
    public Builder light(boolean value) {
      light = value;
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
