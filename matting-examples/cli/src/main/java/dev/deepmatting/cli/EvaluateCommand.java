package dev.deepmatting.cli;

import dev.deepmatting.Matting;
import dev.deepmatting.evaluation.EvaluationReport;
import dev.deepmatting.evaluation.EvaluationRun;
import dev.deepmatting.evaluation.Share;
import dev.deepmatting.image.TrimapThresholds;
import dev.deepmatting.metrics.EmptyIntersection;
import dev.deepmatting.metrics.MattingMetrics;
import dev.deepmatting.metrics.Region;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Scores predicted mattes against the true ones. */
@Command(
    name = "evaluate",
    description = {
      "Scores alpha mattes: SAD, MSE, gradient, connectivity and MAD, per image and on average.",
      "Pictures are matched by file stem: for the truth photo.png the prediction is photo.* or"
          + " photo-alpha.*, the trimap photo.* or photo-trimap.*",
      "SAD, grad and conn are sums divided by 1000; MSE and MAD are means. 0 is perfect.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every image was scored, no budget was broken",
      "1:a budget was broken, some images could not be scored, or the run was interrupted",
      "2:bad usage, or no image could be scored"
    },
    footer = {
      "",
      "Examples:",
      "  matting evaluate --prediction results --truth truth --trimap trimaps --html report.html",
      "  matting evaluate --model builtin:graph --image photos --truth truth --trimap trimaps"
          + " --max-sad 20"
    })
final class EvaluateCommand implements Callable<Integer> {
  @Option(
      names = "--prediction",
      paramLabel = "DIR",
      description = "Folder of the predicted mattes. Without it --model predicts --image.")
  private @Nullable Path prediction;

  @Option(
      names = "--truth",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the true mattes.")
  private Path truth;

  @Option(
      names = "--trimap",
      paramLabel = "DIR",
      description =
          "Folder of the trimaps. Can be repeated: an image with several is scored with each.")
  private List<Path> trimaps = new ArrayList<>();

  @Option(
      names = "--image",
      paramLabel = "DIR",
      description = "Folder of the photographs that --model predicts from and --html shows.")
  private @Nullable Path image;

  @Option(
      names = "--model",
      paramLabel = "FILE|builtin:NAME",
      description = {
        "The model that predicts, instead of --prediction: a method (builtin:graph,",
        "builtin:three-layer-graph, builtin:closed-form or builtin:knn) or a",
        "network (builtin:dim-small, builtin:dim-guided or a file)."
      })
  private @Nullable String model;

  @Mixin private SourceOptions source;

  @Option(
      names = "--region",
      defaultValue = "unknown",
      converter = EnumConverter.OfRegion.class,
      completionCandidates = EnumConverter.OfRegion.class,
      paramLabel = "unknown|whole-image",
      description = "The pixels to score. Default: ${DEFAULT-VALUE}")
  private Region region;

  @Option(
      names = "--empty-intersection",
      defaultValue = "nothing",
      converter = EnumConverter.OfEmptyIntersection.class,
      completionCandidates = EnumConverter.OfEmptyIntersection.class,
      paramLabel = "nothing|everything",
      description =
          "The connected part where no pixel reaches the threshold; some Python code uses"
              + " everything. Default: ${DEFAULT-VALUE}")
  private EmptyIntersection emptyIntersection;

  @Mixin private ReportFiles files;
  @Mixin private Budgets budgets;

  @Option(
      names = "--split-unknown",
      split = ",",
      paramLabel = "SHARE",
      description = "Adds means of the images by share of unknown pixels, such as 0.1,0.3")
  private @Nullable List<Double> unknownBounds;

  @Option(
      names = "--split-soft",
      split = ",",
      paramLabel = "SHARE",
      description = "Adds means of the images by share of translucent pixels, such as 0.2,0.5")
  private @Nullable List<Double> softBounds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Images at once, and threads of a method's prediction. Default: one for each core")
  private @Nullable Integer threads;

  @Mixin private ThresholdOptions thresholds;

  @Mixin private PixelLimit pixelLimit;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    EmptyValues.refuse(spec);
    requireOneSource();
    budgets.requireUsable(spec.commandLine());
    files.requireUsable(inputs());
    return UnfinishedFiles.deletedOnExit(this::evaluate);
  }

  private int evaluate() {
    if (model == null) {
      return report(builder());
    }
    try (Matting matting = matting(model)) {
      return report(builder().matting(matting));
    }
  }

  /** Reads images and trimaps as the metrics do, where the user has said how. */
  private Matting matting(String name) {
    Matting.Builder builder = source.matting(name, threads);
    thresholds.given(TrimapThresholds.standard()).ifPresent(builder::trimapThresholds);
    pixelLimit.given().ifPresent(builder::maxPixels);
    return builder.build();
  }

  private void requireOneSource() {
    if ((prediction == null) == (model == null)) {
      throw new ParameterException(
          spec.commandLine(),
          "--prediction and --model are both "
              + (model == null ? "missing" : "given")
              + ", wanted one of them");
    }
    if (model != null && image == null) {
      throw new ParameterException(
          spec.commandLine(), "--image is missing, wanted the folder that --model predicts");
    }
  }

  private List<Path> inputs() {
    List<Path> folders = new ArrayList<>(trimaps);
    Stream.of(prediction, truth, image).filter(Objects::nonNull).forEach(folders::add);
    return folders;
  }

  private int report(EvaluationRun.Builder builder) {
    EvaluationOutput output = new EvaluationOutput(spec.commandLine());
    EvaluationReport report = builder.listener(output).build().run();
    files.write(report);
    output.summary(report);
    List<String> broken = report.mean().map(budgets::broken).orElse(List.of());
    broken.forEach(line -> ErrorReport.print(spec.commandLine().getErr(), line));
    if (report.images().isEmpty()) {
      return ExitCode.BAD_USAGE;
    }
    return broken.isEmpty() && report.failures().isEmpty() ? ExitCode.DONE : ExitCode.SOME_FAILED;
  }

  private EvaluationRun.Builder builder() {
    EvaluationRun.Builder builder =
        EvaluationRun.builder()
            .truths(truth)
            .trimaps(trimaps.toArray(Path[]::new))
            .metrics(
                MattingMetrics.standard()
                    .withRegion(region)
                    .withEmptyIntersection(emptyIntersection))
            .worstCases(files.worstCases());
    thresholds.given(TrimapThresholds.exact()).ifPresent(builder::trimapThresholds);
    if (prediction != null) {
      builder.predictions(prediction);
    }
    if (image != null) {
      builder.images(image);
    }
    if (threads != null) {
      builder.threads(threads);
    }
    pixelLimit.given().ifPresent(builder::maxPixels);
    split(builder, Share.UNKNOWN, unknownBounds);
    split(builder, Share.SOFT, softBounds);
    return builder;
  }

  private static void split(
      EvaluationRun.Builder builder, Share share, @Nullable List<Double> bounds) {
    if (bounds != null) {
      builder.stratify(share, bounds.stream().mapToDouble(Double::doubleValue).toArray());
    }
  }
}
