package dev.deepmatting.propagation;

import dev.deepmatting.error.InvalidInputException;

/** Checks of methods' parameters. */
final class Parameters {
  private static final double LEAST = 1e-12;
  private static final double MOST = 1e12;

  private Parameters() {}

  /** A number above 0 with which single precision does not overflow. */
  static double positive(String name, double value) {
    return within(name, value, LEAST, MOST);
  }

  static double notNegative(String name, double value) {
    return within(name, value, 0, MOST);
  }

  /** More than 0, less than 1. */
  static double tolerance(double value) {
    if (!(value > 0 && value < 1)) {
      throw new InvalidInputException(
          "tolerance is " + value + ", wanted a number above 0 and below 1");
    }
    return value;
  }

  static double share(String name, double value) {
    if (!(value > 0 && value <= 1)) {
      throw new InvalidInputException(name + " is " + value + ", wanted a number above 0, up to 1");
    }
    return value;
  }

  static double within(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new InvalidInputException(name + " is " + value + ", wanted " + least + " to " + most);
    }
    return value;
  }

  static int within(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new InvalidInputException(name + " is " + value + ", wanted " + least + " to " + most);
    }
    return value;
  }
}
