package dev.deepmatting.cli;

import java.util.Collection;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Rejects empty values: to Java an empty path means the working folder, but hardly ever to a user.
 */
final class EmptyValues {
  private EmptyValues() {}

  static void refuse(CommandSpec spec) {
    for (ArgSpec argument : spec.args()) {
      Object value = argument.getValue();
      if (isEmpty(value)) {
        String name =
            argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
        throw new ParameterException(
            spec.commandLine(), name + " is '', wanted " + argument.paramLabel());
      }
    }
  }

  private static boolean isEmpty(Object value) {
    return value instanceof Collection<?> several
        ? several.stream().anyMatch(EmptyValues::isEmpty)
        : value != null && value.toString().isEmpty();
  }
}
