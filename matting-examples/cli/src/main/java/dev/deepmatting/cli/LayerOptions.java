package dev.deepmatting.cli;

import dev.deepmatting.data.LayerSource;
import dev.deepmatting.data.MixedLayers;
import dev.deepmatting.data.folder.CompositionDataset;
import dev.deepmatting.data.scene.ProceduralScenes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options for the source of foregrounds and backgrounds. */
final class LayerOptions {
  private static final String PROCEDURAL = WeightedSource.PROCEDURAL;
  private static final String OPTION = "--source";

  @Option(
      names = OPTION,
      paramLabel = WeightedSource.SYNTAX,
      description = {
        "Sources as in train --data: " + PROCEDURAL + " is drawn scenes, which need no",
        "data set; a folder is its training part; several sources have",
        "weights: " + PROCEDURAL + ":1,DIR:2. Default without --foreground: " + PROCEDURAL
      })
  private @Nullable String source;

  @Option(
      names = "--foreground",
      paramLabel = "DIR",
      description =
          "Folder of the foregrounds: colours with --alpha, or cut-outs with transparency.")
  private @Nullable Path foreground;

  @Option(
      names = "--alpha",
      paramLabel = "DIR",
      description = "Folder of their mattes, matched by file stem.")
  private @Nullable Path alpha;

  @Option(
      names = "--background",
      paramLabel = "DIR",
      description = "Folder of the backgrounds, including subfolders.")
  private @Nullable Path background;

  @Mixin private DrawnOptions drawn;

  LayerSource source(long seed, CommandLine command) {
    if (source != null && foreground != null) {
      throw new ParameterException(
          command, "--source and --foreground are both given, wanted one of them");
    }
    if (drawn.textures() != null && foreground != null) {
      throw new ParameterException(
          command, "--textures and --foreground are both given, wanted one of them");
    }
    if (foreground == null) {
      requireNoLoneFolder(command);
      return sources(seed, command);
    }
    if (background == null) {
      throw new ParameterException(
          command, "--background is missing, wanted a folder with --foreground");
    }
    return folders(foreground, background, seed);
  }

  private List<WeightedSource> parsed(CommandLine command) {
    return WeightedSource.parse(OPTION, source == null ? PROCEDURAL : source, command);
  }

  private LayerSource sources(long seed, CommandLine command) {
    List<WeightedSource> sources = parsed(command);
    requireFit(sources, command);
    if (sources.size() == 1) {
      return open(sources.get(0), 1, seed, command);
    }
    List<String> names = WeightedSource.names(sources);
    MixedLayers.Builder mixed = MixedLayers.builder();
    for (int i = 0; i < sources.size(); i++) {
      mixed.add(
          names.get(i),
          open(sources.get(i), sources.size(), seed, command),
          sources.get(i).weight());
    }
    return mixed.build();
  }

  private void requireFit(List<WeightedSource> sources, CommandLine command) {
    boolean scenes = sources.stream().anyMatch(WeightedSource::isDrawn);
    Optional<String> forScenes =
        Stream.of(
                drawn.families() == null ? null : "--family",
                background == null ? null : "--background",
                drawn.textures() == null ? null : "--textures")
            .filter(Objects::nonNull)
            .findFirst();
    if (!scenes && forScenes.isPresent()) {
      throw new ParameterException(
          command,
          forScenes.get() + " is given without drawn scenes, wanted --source " + PROCEDURAL);
    }
  }

  /**
   * Returns the training data of a source, without anything that a folder holds out for validation.
   */
  private LayerSource open(WeightedSource one, int sources, long seed, CommandLine command) {
    if (one.isDrawn()) {
      return scenes(seed);
    }
    Path folder = one.folder(OPTION, command);
    if (!Files.isDirectory(folder)) {
      throw new ParameterException(
          command,
          OPTION + " is '" + one.text() + "', wanted " + PROCEDURAL + " or a folder that exists");
    }
    return WeightedSource.open(folder, TrainingDataOptions.FOLDER_SEED, sources).training();
  }

  /** Rejects samples that would replace an input; their names are simple enough to coincide. */
  void requireApart(Path out, CommandLine command) throws IOException {
    for (Path input :
        Stream.of(foreground, alpha, background, drawn.textures())
            .filter(Objects::nonNull)
            .toList()) {
      if (Files.exists(out) && Files.exists(input) && Files.isSameFile(out, input)) {
        throw amongInputs(out, command);
      }
    }
    Path place = Files.exists(out) ? out.toRealPath() : out.toAbsolutePath().normalize();
    for (WeightedSource one : parsed(command)) {
      if (!one.isDrawn() && place.startsWith((Path) one.identity(OPTION, command))) {
        throw amongInputs(out, command);
      }
    }
  }

  private static ParameterException amongInputs(Path out, CommandLine command) {
    return new ParameterException(
        command, "--out is '" + out + "', a folder of inputs, wanted another one");
  }

  /** Returns drawn objects, over photographs if there are any. */
  private LayerSource scenes(long seed) {
    ProceduralScenes.Builder scenes = ProceduralScenes.builder().seed(seed);
    drawn.addTo(scenes);
    return (background == null ? scenes : scenes.backgrounds(background)).build();
  }

  private LayerSource folders(Path foregrounds, Path backgrounds, long seed) {
    CompositionDataset.Builder dataset =
        CompositionDataset.builder().seed(seed).backgrounds(backgrounds);
    return (alpha == null
            ? dataset.cutouts(foregrounds)
            : dataset.foregrounds(foregrounds).alphas(alpha))
        .build();
  }

  private void requireNoLoneFolder(CommandLine command) {
    if (alpha != null) {
      throw new ParameterException(
          command, "--foreground is missing, wanted a folder with --alpha");
    }
  }
}
