package dev.deepmatting.cli;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes text from foreign files safe to print, without characters that would control a terminal.
 */
final class Printable {
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  private Printable() {}

  /** Returns the text with each control character replaced by its number. */
  static String text(String text) {
    return UNPRINTABLE
        .matcher(text)
        .replaceAll(match -> String.format(Locale.ROOT, "\\\\u%04x", match.group().codePointAt(0)));
  }
}
