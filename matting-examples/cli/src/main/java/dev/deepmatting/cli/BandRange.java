package dev.deepmatting.cli;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.trimap.AutomaticSource;
import dev.deepmatting.trimap.Band;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/**
 * A band of one width, or one that follows the picture within limits.
 *
 * @param least the width, or the smallest one
 * @param most the largest one, if there are two
 */
record BandRange(Band least, Optional<Band> most) {
  /** Returns the source with this band. */
  AutomaticSource of(AutomaticSource source) {
    return most.map(limit -> source.withBand(least, limit)).orElseGet(() -> source.withBand(least));
  }

  /** Returns the width of a band that cannot follow the picture. */
  Band single() {
    if (most.isPresent()) {
      throw new InvalidInputException(
          "--band is given as a range, wanted --auto for it, or one width");
    }
    return least;
  }

  /** Reads a width, or two joined by a hyphen, such as {@code 4-20} or {@code 0.5%-3%}. */
  static final class Converter implements ITypeConverter<BandRange> {
    private static final Pattern HYPHEN = Pattern.compile("(?<=.)-");

    @Override
    public BandRange convert(String text) {
      String[] ends = HYPHEN.split(text, 2);
      BandConverter width = new BandConverter();
      Band least = width.convert(ends[0]);
      return new BandRange(
          least, ends.length == 1 ? Optional.empty() : Optional.of(width.convert(ends[1])));
    }
  }
}
