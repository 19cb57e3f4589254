package dev.deepmatting.cli;

import dev.deepmatting.Matting;
import dev.deepmatting.ModelFiles;
import dev.deepmatting.network.WeightSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options for the models to compare. */
final class ComparedModels {
  @Option(
      names = "--model",
      split = ",",
      defaultValue =
          "builtin:graph,builtin:three-layer-graph,builtin:closed-form,builtin:knn,"
              + "builtin:dim-small,builtin:dim-guided",
      paramLabel = "MODEL",
      description = {
        "The models to compare: methods and networks, each builtin:NAME or a file.",
        "Default:",
        "${DEFAULT-VALUE}"
      })
  private List<String> models;

  @Mixin private SourceOptions source;

  @Option(
      names = "--threads",
      converter = ThreadsConverter.class,
      paramLabel = "N",
      description = {
        "Threads of a prediction. The launcher bin/matting passes them to a network",
        "too; otherwise set OMP_NUM_THREADS before the start. Default:",
        "one for each core"
      })
  private @Nullable Integer threads;

  /** Returns the number of threads for a method, and through the launcher for a network. */
  int threads() {
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
  }

  void requireDistinct(CommandLine command) {
    Set<String> seen = new HashSet<>();
    for (String model : models) {
      if (!seen.add(model)) {
        throw new ParameterException(
            command, "--model has " + model + " twice, wanted each model once");
      }
    }
  }

  /** Loads all of them, to be closed by {@link #close}. */
  List<ComparedModel> open() {
    List<String> names = models.stream().map(ComparedModel::shortName).toList();
    List<ComparedModel> opened = new ArrayList<>();
    try {
      for (int i = 0; i < models.size(); i++) {
        boolean alone = Collections.frequency(names, names.get(i)) == 1;
        opened.add(new ComparedModel(alone ? names.get(i) : models.get(i), matting(models.get(i))));
      }
      return opened;
    } catch (RuntimeException | Error e) {
      close(opened);
      throw e;
    }
  }

  static void close(List<ComparedModel> models) {
    models.forEach(model -> model.matting().close());
  }

  /**
   * Loads a model. Options about a network's file do not apply to a method, which would reject
   * them.
   */
  private Matting matting(String model) {
    boolean networks = models.stream().anyMatch(each -> !isMethod(each));
    return isMethod(model) && networks
        ? Matting.builder().model(model).threads(threads()).build()
        : source.matting(model, threads()).build();
  }

  private static boolean isMethod(String model) {
    return ModelFiles.method(WeightSource.parse(model)).isPresent();
  }
}
