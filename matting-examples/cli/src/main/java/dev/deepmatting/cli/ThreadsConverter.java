package dev.deepmatting.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of threads. */
final class ThreadsConverter implements ITypeConverter<Integer> {
  private static final Pattern COUNT = Pattern.compile("\\d{1,4}");
  private static final int MOST = 1024;

  @Override
  public Integer convert(String text) {
    int count = COUNT.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (count < 1 || count > MOST) {
      throw new TypeConversionException("it is '" + text + "', wanted 1 to " + MOST);
    }
    return count;
  }
}
