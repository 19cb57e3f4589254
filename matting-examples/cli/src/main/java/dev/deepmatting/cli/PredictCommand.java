package dev.deepmatting.cli;

import dev.deepmatting.batch.BatchInputs;
import dev.deepmatting.batch.BatchSummary;
import dev.deepmatting.batch.MattingBatch;
import dev.deepmatting.image.TrimapThresholds;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Predicts the alpha mattes of one picture, of a folder or of a glob. */
@Command(
    name = "predict",
    description = {
      "Predicts alpha mattes: writes STEM-alpha.png and STEM-cutout.png per image.",
      "In folders, the trimap of photo.jpg is photo.png or photo-trimap.png; with --auto, a",
      "network makes it.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything was done",
      "1:some of several inputs failed, or the run was interrupted",
      "2:bad usage, or the one input was bad"
    },
    footer = {
      "",
      "Examples:",
      "  matting predict --image photo.jpg --trimap photo-trimap.png --out results",
      "  matting predict --image photos --trimap trimaps --out results",
      "  matting predict --image photos --auto u2netp --out results",
      "  matting predict --image 'photos/**/*.jpg' --trimap trimaps --out results --resume"
    })
final class PredictCommand implements Callable<Integer> {
  private static final String TRIMAP = "--trimap";
  private static final String ALPHA_END = "-alpha.png";

  @Option(
      names = "--image",
      required = true,
      paramLabel = "FILE|DIR|GLOB",
      description = "A photograph, a folder of them, or a quoted glob such as 'photos/**/*.jpg'.")
  private String image;

  @Option(
      names = TRIMAP,
      paramLabel = "FILE|DIR|GLOB",
      description = {
        "Its trimap (black background, gray unknown, white foreground),",
        "a folder or a quoted glob."
      })
  private @Nullable String trimap;

  @Mixin private AutomaticOptions automatic;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the results; created if needed.")
  private Path out;

  @Option(
      names = "--cutout",
      defaultValue = "true",
      arity = "1",
      paramLabel = "true|false",
      description =
          "Whether to write a cut-out in addition to the matte. Default: ${DEFAULT-VALUE}")
  private boolean cutout;

  @Mixin private ModelOptions model;

  @Option(
      names = "--threads",
      converter = ThreadsConverter.class,
      paramLabel = "N",
      description = {
        "Threads that read and write files during the prediction, and those of a",
        "method's prediction. The launcher bin/matting passes them to a network too;",
        "otherwise set OMP_NUM_THREADS before the start. Default: 2, and one for",
        "each core for the prediction"
      })
  private @Nullable Integer threads;

  @Option(
      names = "--resume",
      description = {
        "Skips images whose results are complete and were made from the same image",
        "and trimap by the same model and options."
      })
  private boolean resume;

  @Mixin private PixelLimit pixelLimit;

  @Mixin private ThresholdOptions thresholds;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    EmptyValues.refuse(spec);
    OneOf.require(spec, List.of(TRIMAP, AutomaticOptions.NAME));
    automatic.requireUsable();
    PictureTarget.requireWritableFolder(out);
    BatchInputs inputs =
        PictureInputs.find(
            image,
            Optional.ofNullable(trimap)
                .map(given -> new PictureInputs.Hint(TRIMAP, "trimap", given)));
    PictureOutput output =
        new PictureOutput(spec.commandLine(), false, false, inputs, Optional.empty());
    MattingBatch.Builder batch =
        MattingBatch.builder().inputs(inputs).output(out).resume(resume).listener(output);
    thresholds.given(TrimapThresholds.standard()).ifPresent(batch::trimapThresholds);
    batch.files(model.limited(pixelLimit.files()));
    if (threads != null) {
      batch.workers(threads);
    }
    if (!cutout) {
      batch.results(ALPHA_END);
    }
    try (AutomaticOptions used = automatic) {
      if (used.isGiven()) {
        batch.trimaps(used.open()).resumeKey(used.key());
      }
      return run(batch.build(), output);
    }
  }

  private int run(MattingBatch ready, PictureOutput output) {
    try (LoadingModel loading = new LoadingModel(() -> model.open(threads))) {
      BatchSummary summary = UnfinishedFiles.deletedOnExit(() -> ready.run(loading::get));
      if (summary.notDone() == 0) {
        // A model that cannot be loaded is told even if no picture came so far as to need it.
        loading.get();
      }
      return output.endWithSummary(summary);
    }
  }
}
