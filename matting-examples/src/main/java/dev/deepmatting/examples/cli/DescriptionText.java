package dev.deepmatting.examples.cli;

import dev.deepmatting.network.ModelDescription;
import dev.deepmatting.network.TensorDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A file of weights, described for people. */
final class DescriptionText {
  private static final int LONGEST_VALUE = 300;
  private static final Set<String> SAID_ABOVE = Set.of("network", "provenance");

  private DescriptionText() {}

  static String of(ModelDescription description) {
    List<String> lines = new ArrayList<>();
    line(lines, "file", description.source());
    line(lines, "format", description.format());
    line(lines, "size", String.format(Locale.ROOT, "%,d bytes", description.bytes()));
    line(lines, "SHA-256", description.sha256());
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
                line(lines, "metadata", shortened(key + " = " + value));
              }
            });
    description.report().ifPresent(report -> line(lines, "import", report.toString()));
    tensors(lines, description.tensors());
    return String.join(System.lineSeparator(), lines);
  }

  private static void tensors(List<String> lines, List<TensorDescription> tensors) {
    long numbers = 0;
    int widest = 0;
    for (TensorDescription tensor : tensors) {
      numbers += tensor.shape().stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
      widest = Math.max(widest, Printable.text(tensor.name()).length());
    }
    line(lines, "tensors", String.format(Locale.ROOT, "%d, %,d numbers", tensors.size(), numbers));
    for (TensorDescription tensor : tensors) {
      String name = Printable.text(tensor.name());
      lines.add(
          "  "
              + name
              + " ".repeat(widest - name.length() + 2)
              + String.format(Locale.ROOT, "%-5s", tensor.dataType())
              + tensor.shape());
    }
  }

  private static void line(List<String> lines, String what, String value) {
    lines.add(String.format(Locale.ROOT, "%-12s%s", what, Printable.text(value)));
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + " ...";
  }
}
