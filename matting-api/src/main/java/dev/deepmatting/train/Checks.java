package dev.deepmatting.train;

import dev.deepmatting.error.InvalidInputException;

/**
 * Checks of single numbers; what is not a number fails each of them. What they give back is the
 * number, but never a negative zero, so that equal settings are equal.
 */
final class Checks {
  private Checks() {}

  static double below1(String name, double value) {
    return require(value >= 0 && value < 1, name, value, "0 to below 1");
  }

  static double share(String name, double value) {
    return require(value >= 0 && value <= 1, name, value, "0 to 1");
  }

  static double notNegative(String name, double value) {
    return require(value >= 0 && Double.isFinite(value), name, value, "a finite number from 0");
  }

  static double positive(String name, double value) {
    return require(value > 0 && Double.isFinite(value), name, value, "a finite number above 0");
  }

  static double positiveOrInfinite(String name, double value) {
    return require(value > 0, name, value, "a number above 0");
  }

  static int atLeastOne(String name, int value) {
    atLeastOne(name, (long) value);
    return value;
  }

  static void atLeastOne(String name, long value) {
    if (value < 1) {
      throw new InvalidInputException(name + " is " + value + ", wanted at least 1");
    }
  }

  private static double require(boolean condition, String name, double value, String wanted) {
    if (!condition) {
      throw new InvalidInputException(name + " is " + value + ", wanted " + wanted);
    }
    return value + 0.0;
  }
}
