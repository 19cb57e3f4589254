package dev.deepmatting.examples.cli;

import dev.deepmatting.data.LayerSource;
import dev.deepmatting.data.folder.CompositionDataset;
import dev.deepmatting.data.scene.ProceduralScenes;
import dev.deepmatting.data.scene.SceneFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where foregrounds and backgrounds come from. */
final class LayerOptions {
  private static final String PROCEDURAL = "procedural";

  @Option(
      names = "--source",
      paramLabel = PROCEDURAL,
      description = "Drawn scenes, which need no data set; the default without --foreground.")
  private String source;

  @Option(
      names = "--foreground",
      paramLabel = "DIR",
      description =
          "Folder of the foregrounds: colours with --alpha, or cut-outs with transparency.")
  private Path foreground;

  @Option(
      names = "--alpha",
      paramLabel = "DIR",
      description = "Folder of their mattes, matched by file stem.")
  private Path alpha;

  @Option(
      names = "--background",
      paramLabel = "DIR",
      description = "Folder of the backgrounds, with its folders.")
  private Path background;

  @Option(
      names = "--family",
      split = ",",
      converter = EnumConverter.OfSceneFamily.class,
      completionCandidates = EnumConverter.OfSceneFamily.class,
      paramLabel = "NAME",
      description = {
        "What is drawn: hair, fur, soft-edge, motion-blur, smoke, glass, mesh, lace, foliage, holes.",
        "Default: all of it"
      })
  private List<SceneFamily> families;

  LayerSource source(long seed, CommandLine command) {
    if (source != null && !source.equals(PROCEDURAL)) {
      throw new ParameterException(
          command, "--source is '" + source + "', wanted " + PROCEDURAL + " or folders");
    }
    if (source != null && foreground != null) {
      throw new ParameterException(
          command, "--source and --foreground are both given, wanted one of them");
    }
    if (foreground == null) {
      requireNoLoneFolder(command);
      return scenes(seed);
    }
    if (background == null) {
      throw new ParameterException(
          command, "--background is missing, wanted a folder with --foreground");
    }
    return folders(seed);
  }

  /** Samples have plain names, which may be an input's. */
  void requireApart(Path out, CommandLine command) throws IOException {
    for (Path input : Stream.of(foreground, alpha, background).filter(Objects::nonNull).toList()) {
      if (Files.exists(out) && Files.exists(input) && Files.isSameFile(out, input)) {
        throw new ParameterException(
            command, "--out is '" + out + "', a folder of inputs, wanted another one");
      }
    }
  }

  /** Drawn objects, over photographs if there are some. */
  private LayerSource scenes(long seed) {
    ProceduralScenes.Builder scenes = ProceduralScenes.builder().seed(seed);
    if (families != null) {
      scenes.families(families.toArray(SceneFamily[]::new));
    }
    return (background == null ? scenes : scenes.backgrounds(background)).build();
  }

  private LayerSource folders(long seed) {
    CompositionDataset.Builder dataset =
        CompositionDataset.builder().seed(seed).backgrounds(background);
    return (alpha == null
            ? dataset.cutouts(foreground)
            : dataset.foregrounds(foreground).alphas(alpha))
        .build();
  }

  private void requireNoLoneFolder(CommandLine command) {
    if (alpha != null) {
      throw new ParameterException(
          command, "--foreground is missing, wanted a folder with --alpha");
    }
  }
}
