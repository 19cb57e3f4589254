package dev.deepmatting.internal.report;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.file.JsonTree;
import dev.deepmatting.metrics.MattingScores;
import dev.deepmatting.train.Loss;
import dev.deepmatting.train.ParameterGroup;
import dev.deepmatting.train.Progress;
import dev.deepmatting.train.Stage;
import dev.deepmatting.train.StepReport;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Reads what {@link HistoryWriter} wrote. */
final class HistoryReader {
  private HistoryReader() {}

  /** Returns an entry; empty if the line is incomplete or not an entry. */
  static Optional<HistoryEntry> entry(String line) {
    try {
      JsonTree tree = JsonTree.read(line);
      return switch (tree.text("type")) {
        case "step" -> Optional.of(new HistoryEntry.Step(step(tree)));
        case "validation" -> Optional.of(new HistoryEntry.Validation(validation(tree)));
        default -> Optional.empty();
      };
    } catch (IOException | InvalidInputException e) {
      return Optional.empty();
    }
  }

  private static StepReport step(JsonTree tree) {
    return new StepReport(
        progress(tree),
        number(tree, "loss"),
        numbers(tree.object("losses"), Loss.class, Loss::id),
        numbers(tree.object("learningRates"), ParameterGroup.class, ParameterGroup::id),
        number(tree, "gradientNorm"),
        tree.whole("unknownPixels"),
        tree.integer("samples"),
        number(tree, "seconds"),
        number(tree, "waitSeconds"));
  }

  private static ValidationPoint validation(JsonTree tree) {
    List<ValidationPoint.SampleScore> samples =
        tree.list("panels").stream().map(HistoryReader::sample).toList();
    return new ValidationPoint(
        progress(tree),
        scores(tree.object("mean")),
        tree.flag("best"),
        samples,
        number(tree, "seconds"));
  }

  private static ValidationPoint.SampleScore sample(JsonTree tree) {
    OptionalDouble sad =
        tree.has("sad") ? OptionalDouble.of(number(tree, "sad")) : OptionalDouble.empty();
    return new ValidationPoint.SampleScore(tree.text("name"), sad);
  }

  private static Progress progress(JsonTree tree) {
    return new Progress(
        Stage.of(tree.text("stage")),
        tree.whole("step"),
        tree.whole("steps"),
        tree.whole("totalStep"),
        tree.whole("totalSteps"));
  }

  private static MattingScores scores(JsonTree tree) {
    return new MattingScores(
        number(tree, "unknown"),
        number(tree, "sad"),
        number(tree, "mse"),
        number(tree, "grad"),
        number(tree, "conn"),
        number(tree, "mad"));
  }

  /** Reads a number; those that JSON cannot express are written as text. */
  private static double number(JsonTree tree, String name) {
    return tree.get(name).asText().filter("Infinity"::equals).isPresent()
        ? Double.POSITIVE_INFINITY
        : tree.number(name);
  }

  private static <E extends Enum<E>> Map<E, Double> numbers(
      JsonTree tree, Class<E> kind, Function<E, String> id) {
    Map<E, Double> numbers = new EnumMap<>(kind);
    for (E constant : kind.getEnumConstants()) {
      if (tree.has(id.apply(constant))) {
        numbers.put(constant, number(tree, id.apply(constant)));
      }
    }
    return numbers;
  }
}
