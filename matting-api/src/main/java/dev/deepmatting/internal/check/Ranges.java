package dev.deepmatting.internal.check;

import dev.deepmatting.error.InvalidInputException;
import java.util.Locale;

/**
 * Checks single numbers. NaN fails every check. The checks return the number, with negative zero as
 * zero so that equal settings compare as equal. All throw {@link InvalidInputException} with the
 * name, the value and what was wanted.
 */
public final class Ranges {
  /** Larger bounds are written with an exponent. */
  private static final double WRITTEN_OUT = 1e7;

  private Ranges() {}

  /**
   * Rejects a value out of range.
   *
   * @param name the parameter
   * @param value its value
   * @param least the smallest allowed value
   * @param most the largest allowed value
   * @return the value
   */
  public static int within(String name, int value, int least, int most) {
    return (int) within(name, (long) value, least, most);
  }

  /**
   * Rejects a value out of range; see {@link #within(String, int, int, int)}.
   *
   * @param name the parameter
   * @param value its value
   * @param least the smallest allowed value
   * @param most the largest allowed value
   * @return the value
   */
  public static long within(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw refusal(name, value, least + " to " + most);
    }
    return value;
  }

  /**
   * Rejects a value out of range; see {@link #within(String, int, int, int)}.
   *
   * @param name the parameter
   * @param value its value
   * @param least the smallest allowed value
   * @param most the largest allowed value
   * @return the value
   */
  public static double within(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw refusal(name, value, text(least) + " to " + text(most));
    }
    return value + 0.0;
  }

  /**
   * Rejects a smaller value.
   *
   * @param name the parameter
   * @param value its value
   * @param least the smallest allowed value
   * @return the value
   */
  public static int atLeast(String name, int value, int least) {
    return (int) atLeast(name, (long) value, least);
  }

  /**
   * Rejects a smaller value.
   *
   * @param name the parameter
   * @param value its value
   * @param least the smallest allowed value
   * @return the value
   */
  public static long atLeast(String name, long value, long least) {
    if (value < least) {
      throw refusal(name, value, "at least " + least);
    }
    return value;
  }

  /**
   * Rejects a value outside 0 to 1.
   *
   * @param name the parameter
   * @param value its value
   * @return the value
   */
  public static double share(String name, double value) {
    return within(name, value, 0, 1);
  }

  /**
   * Rejects a value outside 0 to below 1.
   *
   * @param name the parameter
   * @param value its value
   * @return the value
   */
  public static double below1(String name, double value) {
    require(value >= 0 && value < 1, name, value, "0 to below 1");
    return value + 0.0;
  }

  /**
   * Rejects negative numbers and infinity.
   *
   * @param name the parameter
   * @param value its value
   * @return the value
   */
  public static double notNegative(String name, double value) {
    require(value >= 0 && Double.isFinite(value), name, value, "a finite number from 0");
    return value + 0.0;
  }

  /**
   * Rejects infinity and values not above 0.
   *
   * @param name the parameter
   * @param value its value
   * @return the value
   */
  public static double positive(String name, double value) {
    require(value > 0 && Double.isFinite(value), name, value, "a finite number above 0");
    return value;
  }

  /**
   * Rejects a value that fails a condition.
   *
   * @param holds the condition that must be true
   * @param name the parameter
   * @param value its value
   * @param wanted what was wanted, as the end of the message
   */
  public static void require(boolean holds, String name, Object value, String wanted) {
    if (!holds) {
      throw refusal(name, value, wanted);
    }
  }

  /**
   * Rejects with a custom message.
   *
   * @param holds the condition that must be true
   * @param message the message, a format of {@link String#format} if there are arguments
   * @param arguments what the format shows
   */
  public static void check(boolean holds, String message, Object... arguments) {
    if (!holds) {
      throw new InvalidInputException(
          arguments.length == 0 ? message : String.format(Locale.ROOT, message, arguments));
    }
  }

  private static InvalidInputException refusal(String name, Object value, String wanted) {
    return new InvalidInputException(name + " is " + value + ", wanted " + wanted);
  }

  private static String text(double bound) {
    boolean whole = bound == Math.rint(bound) && Math.abs(bound) <= WRITTEN_OUT;
    return whole ? Long.toString((long) bound) : Double.toString(bound);
  }
}
