package dev.deepmatting.cli;

import dev.deepmatting.batch.BatchInput;
import dev.deepmatting.batch.BatchInputs;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.PictureFolder;
import dev.deepmatting.image.TrimapThresholds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Photographs with their trimaps, and with the truth if there is one. */
final class PhotographSet {
  private static final String TRIMAP = "trimap";

  @Option(
      names = "--image",
      paramLabel = "FILE|DIR|GLOB",
      description = "Photographs to compare on, with --trimap.")
  private @Nullable String image;

  @Option(
      names = "--trimap",
      paramLabel = "FILE|DIR|GLOB",
      description = "Their trimaps; the one for photo.jpg is photo.png or photo-trimap.png.")
  private @Nullable String trimap;

  @Option(
      names = "--truth",
      paramLabel = "FILE|DIR",
      description = {
        "Their true mattes, photo.* or photo-alpha.*, to score against. Without",
        "them there are only times and sheets."
      })
  private @Nullable Path truth;

  void requireUsable(CommandLine command) {
    if (image == null && (trimap != null || truth != null)) {
      throw new ParameterException(
          command,
          "--image is missing, wanted it with " + (trimap == null ? "--truth" : "--trimap"));
    }
    if (image != null) {
      if (trimap == null) {
        throw new ParameterException(command, "--trimap is missing, wanted it with --image");
      }
      PictureInputs.requireUsable(
          image, Optional.of(new PictureInputs.Hint("--trimap", TRIMAP, trimap)));
    }
    if (truth != null && !Files.exists(truth)) {
      throw new InvalidInputException(
          "--truth is '" + truth + "', wanted a file or folder that exists");
    }
  }

  /** Returns the folders that are read, if no glob names the files. */
  Stream<Path> folders() {
    return Stream.concat(
        Stream.of(image, trimap)
            .filter(Objects::nonNull)
            .filter(PictureInputs::isFolder)
            .map(Path::of),
        Stream.ofNullable(truth));
  }

  Optional<ComparedSet> find(ImageFiles files) {
    if (image == null || trimap == null) {
      return Optional.empty();
    }
    BatchInputs found = BatchInputs.find(image, TRIMAP, trimap);
    List<ComparedSet.Entry> entries =
        found.inputs().stream()
            .map(input -> new ComparedSet.Entry(input.name(), () -> picture(input, files)))
            .toList();
    return Optional.of(
        new ComparedSet(
            "Photographs",
            "photographs",
            truth == null
                ? new ComparedSet.Kind("photograph", "photographs")
                : new ComparedSet.Kind("photograph with its truth", "photographs with their truth"),
            "photograph",
            entries,
            found.unmatched()));
  }

  private ComparedPicture picture(BatchInput input, ImageFiles files) {
    return new ComparedPicture(
        input.name(),
        input.name(),
        files.readImage(input.image()),
        files.readTrimap(input.hint().orElseThrow(), TrimapThresholds.standard()),
        Optional.ofNullable(truth).map(any -> truth(any, input, files)));
  }

  /** As in an evaluation, 128 alone counts as unknown. */
  private static ComparedPicture.Truth truth(Path truth, BatchInput input, ImageFiles files) {
    return new ComparedPicture.Truth(
        files.readAlpha(truthFile(truth, input)),
        files.readTrimap(input.hint().orElseThrow(), TrimapThresholds.exact()));
  }

  private static Path truthFile(Path truth, BatchInput input) {
    if (!Files.isDirectory(truth)) {
      return truth;
    }
    PictureFolder folder = PictureFolder.read(truth);
    String name = input.name();
    return folder
        .find(name + "-alpha")
        .or(() -> folder.find(name))
        .filter(file -> input.files().noneMatch(other -> isSame(file, other)))
        .orElseThrow(
            () ->
                new InvalidInputException(
                    String.format(
                        "there is no truth in %s, wanted %s.* or %s-alpha.*", truth, name, name)));
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
