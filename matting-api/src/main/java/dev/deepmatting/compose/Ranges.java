package dev.deepmatting.compose;

import dev.deepmatting.error.InvalidInputException;

/** Argument checks that this package shares. */
final class Ranges {
  private Ranges() {}

  static void require(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new InvalidInputException(name + " is " + value + ", wanted " + least + " to " + most);
    }
  }

  /** Refuses NaN as well. */
  static void require(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new InvalidInputException(name + " is " + value + ", wanted " + least + " to " + most);
    }
  }
}
