package dev.deepmatting.cli;

import dev.deepmatting.Matting;
import dev.deepmatting.batch.BatchInputs;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.TrimapThresholds;
import dev.deepmatting.network.MemorySize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options for the source of alpha mattes: files, or a model and a trimap. */
final class MatteOptions {
  @Option(
      names = "--alpha",
      paramLabel = "FILE|DIR|GLOB",
      description = "A finished alpha matte: nothing is predicted.")
  private @Nullable String alpha;

  @Option(
      names = "--trimap",
      paramLabel = "FILE|DIR|GLOB",
      description = "A trimap: black background, gray unknown, white foreground.")
  private @Nullable String trimap;

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

  BatchInputs inputs(String image, Optional<Path> received) {
    return received
        .map(file -> PictureInputs.received(file, hint()))
        .orElseGet(() -> PictureInputs.find(image, hint()));
  }

  private Optional<PictureInputs.Hint> hint() {
    if (alpha != null) {
      return Optional.of(new PictureInputs.Hint("--alpha", "alpha", alpha));
    }
    return trimap != null
        ? Optional.of(new PictureInputs.Hint("--trimap", "trimap", trimap))
        : source.hint();
  }

  /** Returns the memory limit of each picture. */
  Optional<MemorySize> memory() {
    return model.memory();
  }

  /** Returns the thresholds of trimap files. */
  TrimapThresholds known() {
    return thresholds.given(TrimapThresholds.standard()).orElse(TrimapThresholds.standard());
  }

  /**
   * Loads the model if it is needed.
   *
   * @param threads threads of a method's predictions; null for its default
   */
  Mattes open(ImageFiles files, @Nullable Integer threads) {
    if (alpha != null) {
      return Mattes.ofFiles();
    }
    Matting matting = model.open(threads);
    if (trimap == null) {
      return Mattes.predicted(matting, picture -> source.trimap(picture, files), source.isRough());
    }
    return Mattes.predicted(
        matting,
        picture -> {
          RgbImage image = picture.image();
          return source.expanded(image, picture.trimap());
        },
        false);
  }
}
