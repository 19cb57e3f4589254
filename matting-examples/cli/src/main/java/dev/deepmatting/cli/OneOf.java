package dev.deepmatting.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Checks that exactly one of several exclusive options is given. */
final class OneOf {
  private OneOf() {}

  static void require(CommandSpec spec, List<String> options) {
    List<String> given =
        options.stream().filter(spec.commandLine().getParseResult()::hasMatchedOption).toList();
    if (given.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "none of " + String.join(", ", options) + " is given, wanted one of them");
    }
    if (given.size() > 1) {
      throw new ParameterException(
          spec.commandLine(), String.join(" and ", given) + " are given, wanted one of them");
    }
  }
}
