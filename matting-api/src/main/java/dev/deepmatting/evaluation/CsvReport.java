package dev.deepmatting.evaluation;

import dev.deepmatting.metrics.MattingScores;
import java.math.BigDecimal;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** The table as comma-separated values (RFC 4180), with every digit of the numbers. */
final class CsvReport {
  private static final String END = "\r\n";

  private CsvReport() {}

  static String of(EvaluationReport report) {
    StringBuilder text = new StringBuilder("name,unknown,sad,mse,grad,conn,mad").append(END);
    report.images().forEach(image -> text.append(row(image.name(), image.scores())));
    report.mean().ifPresent(mean -> text.append(row("mean", mean)));
    return text.toString();
  }

  private static String row(String name, MattingScores scores) {
    return DoubleStream.of(
            scores.pixels(),
            scores.sad(),
            scores.mse(),
            scores.gradient(),
            scores.connectivity(),
            scores.mad())
        .mapToObj(CsvReport::plain)
        .collect(Collectors.joining(",", quoted(name) + ",", END));
  }

  /** Formats a number without an exponent or a zero fraction, which not every reader accepts. */
  static String plain(double value) {
    return value == 0
        ? "0"
        : new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }

  static String quoted(String name) {
    boolean plain = name.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
  }
}
