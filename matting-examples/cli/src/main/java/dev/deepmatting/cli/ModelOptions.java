package dev.deepmatting.cli;

import dev.deepmatting.Matting;
import dev.deepmatting.network.MemorySize;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options for the model that predicts alpha mattes. */
final class ModelOptions {
  @Option(
      names = "--model",
      defaultValue = "builtin:graph",
      paramLabel = "FILE|builtin:NAME",
      description = {
        "The model: a method (builtin:graph, builtin:three-layer-graph,",
        "builtin:closed-form or builtin:knn) or a network (builtin:dim-small,",
        "builtin:dim-guided or a file).",
        "Default: ${DEFAULT-VALUE}"
      })
  private String model;

  @Mixin private SourceOptions source;

  @Mixin private EngineOptions engine;

  /** Returns the memory limit, for the pictures. */
  Optional<MemorySize> memory() {
    return engine.memory();
  }

  /**
   * Loads the model.
   *
   * @param threads threads of a method's predictions; null for its default
   */
  Matting open(@Nullable Integer threads) {
    return engine.apply(source.matting(model, threads)).build();
  }
}
