package dev.deepmatting.cli;

import java.util.Locale;
import java.util.regex.Pattern;

/** Text from strangers' files, without what would command a terminal. */
final class Printable {
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  private Printable() {}

  /** The text with each control character as its number. */
  static String text(String text) {
    return UNPRINTABLE
        .matcher(text)
        .replaceAll(match -> String.format(Locale.ROOT, "\\\\u%04x", match.group().codePointAt(0)));
  }
}
