package dev.deepmatting.train;

import dev.deepmatting.error.InvalidInputException;

/** Checks of single numbers; what is not a number fails each of them. */
final class Checks {
  private Checks() {}

  static double below1(String name, double value) {
    return require(value >= 0 && value < 1, name, value, "0 to below 1");
  }

  static double share(String name, double value) {
    return require(value >= 0 && value <= 1, name, value, "0 to 1");
  }

  static double notNegative(String name, double value) {
    return require(value >= 0 && Double.isFinite(value), name, value, "0 or more");
  }

  static double positive(String name, double value) {
    return require(value > 0 && Double.isFinite(value), name, value, "a number above 0");
  }

  static int atLeastOne(String name, int value) {
    require(value >= 1, name, value, "at least 1");
    return value;
  }

  private static <N extends Number> N require(
      boolean condition, String name, N value, String wanted) {
    if (!condition) {
      throw new InvalidInputException(name + " is " + value + ", wanted " + wanted);
    }
    return value;
  }
}
