package dev.deepmatting.examples.cli;

import dev.deepmatting.Matting;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.TrimapThresholds;
import dev.deepmatting.network.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Predicts the alpha matte of one picture or of a folder of pictures. */
@Command(
    name = "predict",
    description = {
      "Predicts alpha mattes: writes STEM-alpha.png and STEM-cutout.png per image.",
      "In folders, the trimap of photo.jpg is photo.png or photo-trimap.png.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything was done",
      "1:some of several inputs failed",
      "2:bad usage, or the one input was bad"
    },
    footer = {
      "",
      "Examples:",
      "  matting predict --image photo.jpg --trimap photo-trimap.png --out results",
      "  matting predict --image photos --trimap trimaps --out results"
    })
final class PredictCommand implements Callable<Integer> {
  @Option(
      names = "--image",
      required = true,
      paramLabel = "FILE|DIR",
      description = "A photograph, or a folder of them.")
  private Path image;

  @Option(
      names = "--trimap",
      required = true,
      paramLabel = "FILE|DIR",
      description = "Its trimap (black background, gray unknown, white foreground), or a folder.")
  private Path trimap;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the results; made if needed.")
  private Path out;

  @Option(
      names = "--model",
      defaultValue = "builtin:dim-small",
      paramLabel = "FILE|builtin:NAME",
      description = "The network. Default: ${DEFAULT-VALUE}")
  private String model;

  @Mixin private SourceOptions options;

  @Option(
      names = "--engine",
      defaultValue = "auto",
      converter = EnumConverter.OfEngine.class,
      paramLabel = "auto|samediff",
      description = "What runs the network. Default: ${DEFAULT-VALUE}")
  private Engine engine;

  @Option(
      names = "--max-pixels",
      paramLabel = "N",
      description = "The largest picture to read, width times height.")
  private Long maxPixels;

  @Mixin private ThresholdOptions thresholds;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    EmptyValues.refuse(spec);
    ImageFiles files = files();
    TrimapThresholds standard = TrimapThresholds.standard();
    Pair.Found found = PairFinder.find(image, trimap);
    ResultFiles.requireUsable(out, found.pairs());
    found.orphans().forEach(orphan -> ErrorReport.print(spec.commandLine().getErr(), orphan));
    try (Matting matting = options.apply(Matting.builder().model(model).engine(engine)).build()) {
      PairPredictor predictor =
          new PairPredictor(
              matting, files, thresholds.given(standard).orElse(standard), out, spec.commandLine());
      int failed = found.orphans().size() + predictor.predictAll(found.pairs());
      return exitCode(failed, found.inputs());
    }
  }

  private static int exitCode(int failed, int inputs) {
    if (failed == 0) {
      return ExitCode.DONE;
    }
    return inputs == 1 ? ExitCode.BAD_USAGE : ExitCode.SOME_FAILED;
  }

  private ImageFiles files() {
    ImageFiles files = ImageFiles.standard();
    return maxPixels == null ? files : files.withMaxPixels(maxPixels);
  }
}
