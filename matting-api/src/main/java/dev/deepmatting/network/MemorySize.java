package dev.deepmatting.network;

import dev.deepmatting.error.InvalidInputException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of memory.
 *
 * @param bytes number of bytes, at least 1
 * @since 0.1
 */
public record MemorySize(long bytes) implements Comparable<MemorySize> {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,18}(?:\\.\\d{1,6})?)\\s*([KMGT]?)I?B?");
  private static final String UNITS = "KMGT";
  private static final double UNIT = 1024;
  private static final double MOST = 1L << 50;

  /**
   * Creates an amount.
   *
   * @param bytes number of bytes
   * @throws InvalidInputException if it is below 1
   */
  public MemorySize {
    if (bytes < 1) {
      throw new InvalidInputException("memory is " + bytes + " bytes, wanted at least 1");
    }
  }

  /**
   * Parses an amount as users write it.
   *
   * @param text a number with {@code K}, {@code M}, {@code G} or {@code T}, powers of 1024, with or
   *     without {@code B}, in any case: {@code 512MB}, {@code 1.5 GB}, {@code 800m}
   * @return the amount
   * @throws InvalidInputException if the text has another form
   */
  public static MemorySize parse(String text) {
    Matcher form = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
    if (form.matches()) {
      int power = form.group(2).isEmpty() ? 0 : 1 + UNITS.indexOf(form.group(2));
      double bytes = Double.parseDouble(form.group(1)) * Math.pow(UNIT, power);
      if (bytes >= 1 && bytes <= MOST) {
        return new MemorySize((long) bytes);
      }
    }
    throw new InvalidInputException(
        "memory is '" + text + "', wanted a size such as 512MB or 1.5GB");
  }

  @Override
  public int compareTo(MemorySize other) {
    return Long.compare(bytes, other.bytes);
  }

  /** Returns a text that {@link #parse} reads, rounded to three digits. */
  @Override
  public String toString() {
    double amount = bytes;
    int power = 0;
    while (amount >= UNIT && power < UNITS.length()) {
      amount /= UNIT;
      power++;
    }
    if (power == 0) {
      return bytes + "B";
    }
    String form = amount < 10 ? "%.2f%cB" : amount < 100 ? "%.1f%cB" : "%.0f%cB";
    return String.format(Locale.ROOT, form, amount, UNITS.charAt(power - 1));
  }
}
