package dev.deepmatting.internal.html;

import dev.deepmatting.metrics.MattingScores;
import java.util.Collection;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The metrics as a page prints them: small means in thousandths, as published tables do. */
public enum ScoreColumn {
  /** The sum of absolute differences. */
  SAD("SAD", "", "sum of absolute differences", 1, MattingScores::sad),

  /** The mean squared error. */
  MSE("MSE", "×10⁻³", "mean squared error", 1000, MattingScores::mse),

  /** The gradient error. */
  GRADIENT("Grad", "", "gradient error", 1, MattingScores::gradient),

  /** The connectivity error. */
  CONNECTIVITY("Conn", "", "connectivity error", 1, MattingScores::connectivity),

  /** The mean absolute difference. */
  MAD("MAD", "×10⁻³", "mean absolute difference", 1000, MattingScores::mad);

  private static final int DIGITS = 4;
  private static final int MOST_DECIMALS = 7;

  private final String title;
  private final String unit;
  private final String words;
  private final double factor;
  private final ToDoubleFunction<MattingScores> value;

  ScoreColumn(
      String title,
      String unit,
      String words,
      double factor,
      ToDoubleFunction<MattingScores> value) {
    this.title = title;
    this.unit = unit;
    this.words = words;
    this.factor = factor;
    this.value = value;
  }

  /**
   * Its short name.
   *
   * @return a word
   */
  public String title() {
    return title;
  }

  /**
   * Returns the factor to multiply the printed number by.
   *
   * @return a power of ten; empty for 1
   */
  public String unit() {
    return unit;
  }

  /**
   * Its name in words.
   *
   * @return words in lower case
   */
  public String words() {
    return words;
  }

  /**
   * Returns the number to print.
   *
   * @param scores of an image, or means
   * @return the score in the column's unit
   */
  public double of(MattingScores scores) {
    return factor * value.applyAsDouble(scores);
  }

  /**
   * Returns a number with four significant digits; 0 without decimals, since it is exact.
   *
   * @param value from 0
   * @return its text
   */
  public static String text(double value) {
    return value == 0 ? "0" : text(value, decimals(value));
  }

  /**
   * Returns a number with a number of decimals.
   *
   * @param value from 0
   * @param decimals digits after the point
   * @return its text
   */
  public static String text(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /**
   * Returns one number of decimals for a column, so that they align: four digits of the middle
   * value.
   *
   * @param scores the column's scores
   * @return digits after the point
   */
  public int decimals(Collection<MattingScores> scores) {
    double[] sorted = scores.stream().mapToDouble(this::of).filter(v -> v > 0).sorted().toArray();
    return decimals(sorted.length == 0 ? 0 : sorted[sorted.length / 2]);
  }

  private static int decimals(double value) {
    int decimals = value > 0 ? DIGITS - 1 - (int) Math.floor(Math.log10(value)) : 2;
    return Math.max(1, Math.min(decimals, MOST_DECIMALS));
  }
}
