package dev.deepmatting.cli;

import dev.deepmatting.cli.RangeConverter.Range;
import dev.deepmatting.data.folder.TrainingFolder;
import dev.deepmatting.data.scene.ProceduralScenes;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options for the training data: folders, drawn scenes, or several of them with weights. */
final class TrainingDataOptions {
  private static final String PROCEDURAL = WeightedSource.PROCEDURAL;

  private static final String OPTION = "--data";

  /** The validation scenes are the same for every run, so that runs can be compared. */
  private static final long VALIDATION_SEED = -1;

  /** The hold-out is the same for every run: the next stage can have another seed. */
  static final long FOLDER_SEED = 0;

  private static final int SMALLEST_SCENE = 64;
  private static final int LARGEST_SCENE = 4096;

  @Option(
      names = OPTION,
      required = true,
      paramLabel = WeightedSource.SYNTAX,
      description = {
        "A folder with fg and alpha, or cutouts, and bg, and optionally",
        "validation with the same; or " + PROCEDURAL + ": drawn scenes, which need no",
        "data set. Several sources with their weights: " + PROCEDURAL + ":1,DIR:2.",
        "Without a weight: 1"
      })
  private String data;

  @Option(
      names = "--validate-on",
      split = ",",
      paramLabel = "SOURCE",
      description = {
        "Which of several sources to validate on, separated by commas.",
        "Default: all folders, or drawn scenes if there is no folder"
      })
  private @Nullable List<String> validateOn;

  @Option(
      names = "--hold-out",
      paramLabel = "SHARE",
      description = {
        "The share of a folder for validation, above 0 and below 1,",
        "if it has no validation data of its own. Default: 0.1"
      })
  private @Nullable Double holdOut;

  @Option(
      names = "--scene-size",
      converter = RangeConverter.class,
      paramLabel = "MIN-MAX",
      description = "The side lengths of drawn scenes. Default: 1.5 to 2.25 times the crop")
  private @Nullable Range sceneSize;

  @Mixin private DrawnOptions drawn;

  /** Lists folders, but reads no pictures yet. */
  TrainingData open(long seed, int crop, CommandLine command) {
    List<WeightedSource> sources = WeightedSource.parse(OPTION, data, command);
    requireFit(sources, command);
    List<Integer> measured = measured(sources, command);
    List<TrainingData> opened =
        sources.stream()
            .map(
                source ->
                    source.isDrawn() ? scenes(seed, crop) : folder(source, sources.size(), command))
            .toList();
    return opened.size() == 1 ? opened.get(0) : TrainingData.mixed(sources, opened, measured);
  }

  private void requireFit(List<WeightedSource> sources, CommandLine command) {
    if (holdOut != null && sources.stream().allMatch(WeightedSource::isDrawn)) {
      throw new ParameterException(
          command, "--hold-out is " + holdOut + " with drawn scenes, wanted a folder");
    }
    boolean scenes = sources.stream().anyMatch(WeightedSource::isDrawn);
    Optional<String> forScenes =
        Stream.of(
                sceneSize == null ? null : "--scene-size",
                drawn.families() == null ? null : "--family",
                drawn.textures() == null ? null : "--textures")
            .filter(Objects::nonNull)
            .findFirst();
    if (!scenes && forScenes.isPresent()) {
      throw new ParameterException(
          command, forScenes.get() + " is given with a folder, wanted --data " + PROCEDURAL);
    }
  }

  /** Returns the indices of the sources to validate on: photographs say more than drawn scenes. */
  private List<Integer> measured(List<WeightedSource> sources, CommandLine command) {
    if (validateOn != null) {
      return validateOn.stream().map(name -> place(name, sources, command)).distinct().toList();
    }
    List<Integer> all = IntStream.range(0, sources.size()).boxed().toList();
    List<Integer> folders = all.stream().filter(i -> !sources.get(i).isDrawn()).toList();
    return folders.isEmpty() ? all : folders;
  }

  private static int place(String name, List<WeightedSource> sources, CommandLine command) {
    List<Object> there = sources.stream().map(source -> source.identity(OPTION, command)).toList();
    int place = there.indexOf(new WeightedSource(name, 1).identity("--validate-on", command));
    if (place < 0) {
      throw new ParameterException(
          command,
          "--validate-on is '"
              + name
              + "', wanted one of the sources of --data: "
              + sources.stream().map(WeightedSource::text).collect(Collectors.joining(", ")));
    }
    return place;
  }

  private TrainingData scenes(long seed, int crop) {
    ProceduralScenes.Builder scenes = ProceduralScenes.builder();
    Range size = sceneSize == null ? new Range(side(crop * 3 / 2), side(crop * 9 / 4)) : sceneSize;
    scenes.size(size.least(), size.most());
    drawn.addTo(scenes);
    long others = seed == VALIDATION_SEED ? VALIDATION_SEED - 1 : VALIDATION_SEED;
    return new TrainingData(
        scenes.seed(seed).build(),
        scenes.seed(others).build(),
        String.format(
            Locale.ROOT,
            "drawn scenes of seed %d, sides of %d to %d, %s",
            seed,
            size.least(),
            size.most(),
            drawn),
        Integer.MAX_VALUE);
  }

  private static int side(int pixels) {
    return Math.min(Math.max(pixels, SMALLEST_SCENE), LARGEST_SCENE);
  }

  private TrainingData folder(WeightedSource source, int sources, CommandLine command) {
    TrainingFolder folder =
        WeightedSource.open(source.folder(OPTION, command), FOLDER_SEED, sources);
    if (holdOut != null) {
      folder = folder.withHoldOut(holdOut);
    }
    return new TrainingData(
        folder.training(),
        folder.validation(),
        folder.describe(),
        folder.validation().samplesPerEpoch());
  }
}
