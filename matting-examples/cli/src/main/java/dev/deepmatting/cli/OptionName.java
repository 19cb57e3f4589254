package dev.deepmatting.cli;

import dev.deepmatting.error.InvalidInputException;
import java.util.function.Supplier;

/** Puts the name of an option, which users know, before the library's messages about its value. */
final class OptionName {
  private OptionName() {}

  static <T> T naming(String option, Supplier<T> work) {
    try {
      return work.get();
    } catch (InvalidInputException e) {
      throw new InvalidInputException(option + ": " + e.getMessage(), e);
    }
  }
}
