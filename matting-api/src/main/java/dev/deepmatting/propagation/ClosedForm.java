package dev.deepmatting.propagation;

/** The method {@code closed-form}. Immutable. */
public final class ClosedForm implements PropagationMethod {
  private ClosedForm() {}

  /**
   * The method with its published parameters.
   *
   * @return the method
   */
  public static ClosedForm published() {
    return new ClosedForm();
  }

  @Override
  public String name() {
    return "closed-form";
  }
}
