package dev.deepmatting.examples.cli;

import dev.deepmatting.Matting;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.TrimapThresholds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Where the alpha mattes of pictures come from: files, or a model and a trimap. */
final class MatteOptions {
  @Option(
      names = "--alpha",
      paramLabel = "FILE|DIR",
      description = "A ready alpha matte: nothing is predicted.")
  private String alpha;

  @Option(
      names = "--trimap",
      paramLabel = "FILE|DIR|GLOB",
      description = "A trimap: black background, gray unknown, white foreground.")
  private String trimap;

  @Mixin private TrimapSourceOptions source;

  @Mixin private ModelOptions model;

  @Mixin private ThresholdOptions thresholds;

  void requireOne(CommandSpec spec) {
    List<String> names = new ArrayList<>(List.of("--alpha", "--trimap"));
    names.addAll(TrimapSourceOptions.NAMES);
    OneOf.require(spec, names);
    source.requireUsable();
    if (alpha != null || trimap != null) {
      source.requireNoBand();
    }
    if (alpha != null) {
      source.requireNoExpansion("--trimap or ");
    }
    if (trimap == null) {
      thresholds.requireNone();
    }
  }

  PictureTasks tasks(String image, Optional<Path> received) throws IOException {
    if (received.isPresent()) {
      return PictureTasks.ofStandardInput(received.get(), hint());
    }
    if (trimap != null) {
      PredictPaths.requirePictures(image, trimap);
      return PictureTasks.withTrimaps(image, trimap);
    }
    return PictureTasks.find(image, hint());
  }

  private Optional<PictureHint> hint() {
    if (alpha != null) {
      return Optional.of(new PictureHint("--alpha", "alpha", alpha));
    }
    return trimap != null
        ? Optional.of(new PictureHint("--trimap", "trimap", trimap))
        : source.hint();
  }

  /**
   * Loads the model if there is need for one.
   *
   * @param threads of a method's predictions; null for its default
   */
  Mattes open(ImageFiles files, Integer threads) {
    if (alpha != null) {
      return Mattes.ofFiles(files);
    }
    Matting matting = model.open(threads);
    if (trimap == null) {
      return Mattes.predicted(
          matting, (image, task) -> source.trimap(image, task, files), source.isRough());
    }
    TrimapThresholds known =
        thresholds.given(TrimapThresholds.standard()).orElse(TrimapThresholds.standard());
    return Mattes.predicted(
        matting,
        (image, task) -> source.expanded(image, files.readTrimap(task.hint(), known)),
        false);
  }
}
