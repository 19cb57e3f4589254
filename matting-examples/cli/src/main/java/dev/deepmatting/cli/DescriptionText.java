package dev.deepmatting.cli;

import dev.deepmatting.network.ModelDescription;
import dev.deepmatting.network.TensorDescription;
import dev.deepmatting.network.WeightSource;
import dev.deepmatting.propagation.PropagationMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Describes a weight file or a method for people. */
final class DescriptionText {
  private static final int LONGEST_VALUE = 2000;
  private static final int LONGEST_TEXT = 300;
  private static final int LONGEST_NAME = 120;
  private static final int WIDEST_COLUMN = 60;
  private static final Set<String> SAID_ABOVE = Set.of("network", "provenance");

  private DescriptionText() {}

  static String of(ModelDescription description) {
    List<String> lines = new ArrayList<>();
    line(lines, "file", description.source());
    line(lines, "format", description.format());
    line(lines, "size", String.format(Locale.ROOT, "%,d bytes", description.bytes()));
    String sum = description.sha256();
    line(lines, "SHA-256", sum.isEmpty() ? "not computed: the file has more than 64 GiB" : sum);
    line(lines, "contents", description.contents());
    description.network().ifPresent(network -> line(lines, "network", network.toString()));
    if (!description.problem().isEmpty()) {
      line(lines, "problem", description.problem());
    }
    if (!description.provenance().isEmpty()) {
      line(lines, "provenance", description.provenance());
    }
    description
        .metadata()
        .forEach(
            (key, value) -> {
              if (!SAID_ABOVE.contains(key)) {
                line(
                    lines,
                    "metadata",
                    shortened(key, LONGEST_NAME) + " = " + shortened(value, LONGEST_TEXT));
              }
            });
    description.report().ifPresent(report -> line(lines, "import", report.toString()));
    tensors(lines, description.tensors());
    return String.join(System.lineSeparator(), lines);
  }

  static String of(WeightSource source, PropagationMethod method) {
    List<String> lines = new ArrayList<>();
    line(lines, "model", source.toString());
    line(lines, "contents", "method without a network");
    line(lines, "method", method.toString());
    return String.join(System.lineSeparator(), lines);
  }

  private static void tensors(List<String> lines, List<TensorDescription> tensors) {
    long numbers = 0;
    int widest = 0;
    for (TensorDescription tensor : tensors) {
      numbers += tensor.shape().stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
      widest = Math.max(widest, name(tensor).length());
    }
    line(lines, "tensors", String.format(Locale.ROOT, "%d, %,d numbers", tensors.size(), numbers));
    String row = "  %-" + Math.max(1, Math.min(widest, WIDEST_COLUMN)) + "s  %-5s%s";
    for (TensorDescription tensor : tensors) {
      lines.add(String.format(Locale.ROOT, row, name(tensor), tensor.dataType(), tensor.shape()));
    }
  }

  private static String name(TensorDescription tensor) {
    return Printable.text(shortened(tensor.name(), LONGEST_NAME));
  }

  private static void line(List<String> lines, String what, String value) {
    lines.add(
        String.format(
            Locale.ROOT, "%-12s%s", what, Printable.text(shortened(value, LONGEST_VALUE))));
  }

  private static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + " ...";
  }
}
