package dev.deepmatting.cli;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.network.MemorySize;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an amount of memory: {@code 512MB}, {@code 1.5g}. */
final class MemoryConverter implements ITypeConverter<MemorySize> {
  @Override
  public MemorySize convert(String text) {
    try {
      return MemorySize.parse(text);
    } catch (InvalidInputException e) {
      throw new TypeConversionException(
          "it is '" + text + "', wanted a size such as 512MB or 1.5GB");
    }
  }
}
