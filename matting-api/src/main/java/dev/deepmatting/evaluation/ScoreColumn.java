package dev.deepmatting.evaluation;

import dev.deepmatting.metrics.MattingScores;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The metrics as a page prints them: small means in thousandths, as published tables do. */
enum ScoreColumn {
  SAD("SAD", "", "sum of absolute differences", 1, MattingScores::sad),
  MSE("MSE", "×10⁻³", "mean squared error", 1000, MattingScores::mse),
  GRADIENT("Grad", "", "gradient error", 1, MattingScores::gradient),
  CONNECTIVITY("Conn", "", "connectivity error", 1, MattingScores::connectivity),
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

  String title() {
    return title;
  }

  /** What the printed number is to be multiplied by; empty for 1. */
  String unit() {
    return unit;
  }

  String words() {
    return words;
  }

  double of(MattingScores scores) {
    return factor * value.applyAsDouble(scores);
  }

  /** A number with four significant digits; 0 without decimals, since it is exact. */
  static String text(double value) {
    return value == 0 ? "0" : text(value, decimals(value));
  }

  static String text(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** One number of decimals for a column, so that they align: four digits of the middle value. */
  int decimals(List<EvaluatedImage> images) {
    double[] sorted =
        images.stream()
            .mapToDouble(image -> of(image.scores()))
            .filter(v -> v > 0)
            .sorted()
            .toArray();
    return decimals(sorted.length == 0 ? 0 : sorted[sorted.length / 2]);
  }

  private static int decimals(double value) {
    int decimals = value > 0 ? DIGITS - 1 - (int) Math.floor(Math.log10(value)) : 2;
    return Math.max(1, Math.min(decimals, MOST_DECIMALS));
  }
}
