package dev.deepmatting.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 480-720}, or {@code 480} for a range of one number. */
final class RangeConverter implements ITypeConverter<RangeConverter.Range> {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,6})(?:-(\\d{1,6}))?");

  /**
   * Whole numbers from one to another.
   *
   * @param least the first
   * @param most the last
   */
  record Range(int least, int most) {}

  @Override
  public Range convert(String text) {
    Matcher matcher = RANGE.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException("it is '" + text + "', wanted MIN-MAX, such as 480-720");
    }
    int least = Integer.parseInt(matcher.group(1));
    return new Range(least, matcher.group(2) == null ? least : Integer.parseInt(matcher.group(2)));
  }
}
