package dev.deepmatting.cli;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.trimap.Band;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads pixels, such as {@code 10}, or percent of the shorter side, such as {@code 2%}. */
final class BandConverter implements ITypeConverter<Band> {
  private static final Pattern NUMBER = Pattern.compile("(?:\\d{1,9}(?:\\.\\d*)?|\\.\\d+)%?");
  private static final int PERCENT = 100;

  @Override
  public Band convert(String text) {
    if (NUMBER.matcher(text).matches()) {
      try {
        return text.endsWith("%")
            ? Band.relative(Double.parseDouble(text.substring(0, text.length() - 1)) / PERCENT)
            : Band.pixels(Double.parseDouble(text));
      } catch (InvalidInputException e) {
        throw wanted(text);
      }
    }
    throw wanted(text);
  }

  private static TypeConversionException wanted(String text) {
    return new TypeConversionException(
        "it is '" + text + "', wanted pixels, such as 10, or a share of at most 100%, such as 2%");
  }
}
