package dev.deepmatting;

import dev.deepmatting.error.EngineException;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.network.Engine;
import dev.deepmatting.network.WeightSource;
import dev.deepmatting.propagation.PropagationMethod;
import dev.deepmatting.spi.EngineProvider;
import dev.deepmatting.spi.EngineSettings;
import dev.deepmatting.spi.MattingEngine;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Selects what computes the requested model: a method in plain Java, or an engine on the class
 * path.
 */
final class EngineSelection {
  private EngineSelection() {}

  static MattingEngine open(
      Engine wanted, WeightSource weights, EngineSettings settings, Optional<Integer> threads) {
    Optional<PropagationMethod> method = Builtins.method(weights);
    if (method.isPresent()) {
      return PropagationEngine.open(method.get(), wanted, weights, settings, threads);
    }
    if (threads.isPresent()) {
      throw new InvalidInputException(
          String.format(
              "threads is %d, wanted none with %s: a network takes its threads from"
                  + " OMP_NUM_THREADS",
              threads.get(), weights));
    }
    // Use the library's own loader: a container's context class loader might not see the
    // engines.
    EngineProvider provider = select(wanted, providers(EngineProvider.class.getClassLoader()));
    return ModelFiles.withinMemory(weights, () -> provider.open(weights, settings));
  }

  static List<EngineProvider> providers(ClassLoader loader) {
    try {
      return ServiceLoader.load(EngineProvider.class, loader).stream()
          .map(ServiceLoader.Provider::get)
          .toList();
    } catch (ServiceConfigurationError | LinkageError e) {
      String cause = e.getCause() == null ? "" : " (" + e.getCause() + ")";
      throw new EngineException(
          "an engine on the class path cannot be used: " + e.getMessage() + cause, e);
    }
  }

  static EngineProvider select(Engine wanted, List<EngineProvider> providers) {
    return providers.stream()
        .filter(
            provider ->
                wanted == Engine.AUTO ? provider.isAvailable() : provider.engine() == wanted)
        .max(Comparator.comparingInt(EngineProvider::priority))
        .orElseThrow(() -> missing(wanted, providers));
  }

  private static EngineException missing(Engine wanted, List<EngineProvider> providers) {
    return new EngineException(
        String.format(
            "engine %s is not on the class path (found: %s); add the dependency"
                + " dev.deepmatting:matting-dl4j",
            wanted, providers.stream().map(EngineProvider::engine).toList()));
  }
}
