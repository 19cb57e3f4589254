package dev.deepmatting;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.network.WeightSource;
import dev.deepmatting.propagation.PropagationMethod;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Resolves {@code builtin:NAME}. */
final class Builtins {
  /** The smallest network inside matting-dl4j. */
  static final String NETWORK = "builtin:dim-small";

  /** The networks inside matting-dl4j; this module knows only their names. */
  private static final List<String> NETWORKS = List.of(NETWORK, "builtin:dim-guided");

  private static final String PREFIX = "builtin:";

  private Builtins() {}

  /**
   * Returns the method that a source names.
   *
   * @return the method; empty for a file and for a network
   * @throws ModelFormatException if no built-in model has the name
   */
  static Optional<PropagationMethod> method(WeightSource source) {
    if (!source.isBuiltin() || NETWORKS.contains(source.toString())) {
      return Optional.empty();
    }
    return Optional.of(
        PropagationMethod.named(source.builtinName()).orElseThrow(() -> unknown(source)));
  }

  private static ModelFormatException unknown(WeightSource source) {
    String methods =
        PropagationMethod.all().stream()
            .map(method -> PREFIX + method.name())
            .collect(Collectors.joining(", "));
    return new ModelFormatException(
        "model is '" + source + "', wanted " + methods + ", " + String.join(" or ", NETWORKS));
  }

  /**
   * Rejects a method where weights are needed.
   *
   * @param name what the user calls the source, for the message
   * @return the source
   */
  static WeightSource requireWeights(String name, WeightSource source) {
    if (method(source).isPresent()) {
      throw new InvalidInputException(
          String.format(
              "%s is %s, a method without weights, wanted a file of weights, %s",
              name, source, String.join(" or ", NETWORKS)));
    }
    return source;
  }
}
