package dev.deepmatting.examples.cli;

import dev.deepmatting.data.folder.TrainingFolder;
import dev.deepmatting.data.scene.ProceduralScenes;
import dev.deepmatting.data.scene.SceneFamily;
import dev.deepmatting.examples.cli.RangeConverter.Range;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What is learned from: a folder, or drawn scenes. */
final class TrainingDataOptions {
  private static final String PROCEDURAL = "procedural";

  /** The scenes to measure on are the same for every run, so that runs can be compared. */
  private static final long VALIDATION_SEED = -1;

  /** Held out is the same for every run: a next stage may have another seed. */
  private static final long FOLDER_SEED = 0;

  private static final int SMALLEST_SCENE = 64;
  private static final int LARGEST_SCENE = 4096;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR|" + PROCEDURAL,
      description = {
        "A folder with fg and alpha, or cutouts, and bg in it, and maybe",
        "validation with the same; or drawn scenes, which need no data set."
      })
  private String data;

  @Option(
      names = "--hold-out",
      paramLabel = "SHARE",
      description = {
        "Which share of a folder is for validation, above 0 and below 1,",
        "if it has no validation of its own. Default: 0.1"
      })
  private Double holdOut;

  @Option(
      names = "--scene-size",
      converter = RangeConverter.class,
      paramLabel = "MIN-MAX",
      description = "The sides of drawn scenes. Default: 1.5 to 2.25 times the crop")
  private Range sceneSize;

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

  /** Lists folders, but reads no pictures yet. */
  TrainingData open(long seed, int crop, CommandLine command) {
    return data.equals(PROCEDURAL) ? scenes(seed, crop, command) : folder(command);
  }

  private TrainingData scenes(long seed, int crop, CommandLine command) {
    if (holdOut != null) {
      throw new ParameterException(
          command, "--hold-out is " + holdOut + " with drawn scenes, wanted a folder");
    }
    ProceduralScenes.Builder scenes = ProceduralScenes.builder();
    Range size = sceneSize == null ? new Range(side(crop * 3 / 2), side(crop * 9 / 4)) : sceneSize;
    scenes.size(size.least(), size.most());
    if (families != null) {
      scenes.families(families.toArray(SceneFamily[]::new));
    }
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
            families == null ? "all families" : families.toString().toLowerCase(Locale.ROOT)),
        Integer.MAX_VALUE);
  }

  private static int side(int pixels) {
    return Math.min(Math.max(pixels, SMALLEST_SCENE), LARGEST_SCENE);
  }

  private TrainingData folder(CommandLine command) {
    if (sceneSize != null || families != null) {
      throw new ParameterException(
          command,
          (sceneSize == null ? "--family" : "--scene-size")
              + " is given with a folder, wanted --data "
              + PROCEDURAL);
    }
    TrainingFolder folder = TrainingFolder.open(Path.of(data), FOLDER_SEED);
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
