package dev.deepmatting.server;

/**
 * A length of remove.bg's requests: pixels, or a share of a side.
 *
 * @param value at least 0
 * @param relative whether it is a share
 */
record Length(double value, boolean relative) {
  private static final int PERCENT = 100;

  /** Reads {@code 12}, {@code 12px} or {@code 5%}. */
  static Length parse(String text) {
    boolean relative = text.endsWith("%");
    String number = relative ? text.substring(0, text.length() - 1) : text.replaceFirst("px$", "");
    double value = Double.parseDouble(number);
    if (!(value >= 0 && value <= Integer.MAX_VALUE)) {
      throw new IllegalArgumentException(text);
    }
    return new Length(relative ? value / PERCENT : value, relative);
  }

  /** Returns whole pixels of a side. */
  int of(int side) {
    return (int) Math.round(relative ? value * side : value);
  }
}
