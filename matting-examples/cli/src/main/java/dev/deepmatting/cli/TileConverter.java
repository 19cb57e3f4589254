package dev.deepmatting.cli;

import dev.deepmatting.network.Tiling;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code auto}, {@code off} or the longest side of a tile in pixels. */
final class TileConverter implements ITypeConverter<Tiling> {
  private static final Pattern SIDE = Pattern.compile("\\d{1,9}");

  @Override
  public Tiling convert(String text) {
    switch (text.toLowerCase(Locale.ROOT)) {
      case "auto":
        return Tiling.auto();
      case "off":
        return Tiling.off();
      default:
        if (SIDE.matcher(text).matches() && Integer.parseInt(text) >= Tiling.LEAST_SIDE) {
          return Tiling.of(Integer.parseInt(text));
        }
        throw new TypeConversionException(
            "it is '" + text + "', wanted auto, off or at least " + Tiling.LEAST_SIDE + " pixels");
    }
  }
}
