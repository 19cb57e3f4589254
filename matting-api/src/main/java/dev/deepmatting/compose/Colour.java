package dev.deepmatting.compose;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.check.Ranges;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An opaque sRGB colour. Immutable.
 *
 * @param red 0 to 255
 * @param green 0 to 255
 * @param blue 0 to 255
 * @since 0.1
 */
public record Colour(int red, int green, int blue) {
  /** Black, 0 in every channel. */
  public static final Colour BLACK = new Colour(0, 0, 0);

  /** White, 255 in every channel. */
  public static final Colour WHITE = new Colour(255, 255, 255);

  private static final int MAXIMUM = 255;
  private static final Pattern TEXT = Pattern.compile("#?[0-9a-fA-F]{6}");

  /**
   * Checks the samples.
   *
   * @param red 0 to 255
   * @param green 0 to 255
   * @param blue 0 to 255
   * @throws InvalidInputException if a sample is out of range
   */
  public Colour {
    Ranges.within("red", red, 0, MAXIMUM);
    Ranges.within("green", green, 0, MAXIMUM);
    Ranges.within("blue", blue, 0, MAXIMUM);
  }

  /**
   * Parses a colour as style sheets write it.
   *
   * @param text six hexadecimal digits, two each for red, green and blue, with or without a leading
   *     number sign: {@code 1e90ff} or {@code #1E90FF}
   * @return the colour
   * @throws InvalidInputException if the text has another form
   */
  public static Colour parse(String text) {
    if (!TEXT.matcher(text).matches()) {
      throw new InvalidInputException(
          "colour is '" + text + "', wanted six hexadecimal digits such as 1e90ff or #1e90ff");
    }
    int rgb = Integer.parseInt(text.substring(text.length() - 6), 16);
    return new Colour(rgb >> 16, rgb >> 8 & MAXIMUM, rgb & MAXIMUM);
  }

  /**
   * Returns the form that {@link #parse} reads.
   *
   * @return a number sign and six hexadecimal digits in lower case
   */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
  }

  /** Returns red, green and blue as fractions of full intensity. */
  float[] fractions() {
    return new float[] {
      red / (float) MAXIMUM, green / (float) MAXIMUM, blue / (float) MAXIMUM,
    };
  }
}
