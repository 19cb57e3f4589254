package dev.deepmatting.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an amount of memory as the JVM writes it: {@code 6g}, {@code 800m}, or bytes. */
final class SizeConverter implements ITypeConverter<Long> {
  /** At most nine digits, so that no unit makes them too large. */
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([kmg])|(\\d{1,18})");

  @Override
  public Long convert(String text) {
    Matcher matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new TypeConversionException(
          "it is '" + text + "', wanted memory such as 6g, 800m or bytes");
    }
    if (matcher.group(3) != null) {
      return Long.parseLong(matcher.group(3));
    }
    int thousands = 1 + "kmg".indexOf(matcher.group(2));
    return Long.parseLong(matcher.group(1)) << 10 * thousands;
  }
}
