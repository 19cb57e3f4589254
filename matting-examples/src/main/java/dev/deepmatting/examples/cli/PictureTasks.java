package dev.deepmatting.examples.cli;

import dev.deepmatting.batch.MattingPairs;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.PictureFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The pictures to work on, in the order of their names.
 *
 * @param tasks one for each picture
 * @param unmatched a message for each picture that lacks what belongs to it
 */
record PictureTasks(List<PictureTask> tasks, List<String> unmatched) {
  private static final String NAME_OF_STANDARD_INPUT = "stdin";

  /** Ends of what lies beside photographs: hints and results of earlier runs. */
  private static final List<String> DERIVED =
      List.of(
          "-trimap",
          "-alpha",
          "-cutout",
          "-mask",
          "-scribbles",
          "-composite",
          "-preview",
          "-foreground");

  int inputs() {
    return tasks.size() + unmatched.size();
  }

  /** A photograph that came through a pipe. */
  static PictureTasks ofStandardInput(Path received, Optional<PictureHint> hint) {
    Path file = hint.map(PictureTasks::file).orElse(null);
    return new PictureTasks(
        List.of(new PictureTask(NAME_OF_STANDARD_INPUT, StandardInput.NAME, received, file)),
        List.of());
  }

  /** As predictions find their pairs, globs included. */
  static PictureTasks withTrimaps(String image, String trimap) {
    MattingPairs pairs = MattingPairs.find(image, trimap);
    return new PictureTasks(
        pairs.pairs().stream()
            .map(pair -> PictureTask.of(pair.name(), pair.image(), pair.trimap()))
            .toList(),
        pairs.unmatched());
  }

  /** Files or folders; in folders a picture's hint has its stem. */
  static PictureTasks find(String image, Optional<PictureHint> hint) throws IOException {
    Path path = existing("--image", image);
    hint.ifPresent(each -> existing(each.option(), each.path()));
    if (!Files.isDirectory(path)) {
      return ofFile(path, hint);
    }
    if (hint.isPresent() && !Files.isDirectory(Path.of(hint.get().path()))) {
      throw new InvalidInputException(
          String.format(
              "%s is the file %s, wanted a folder like --image %s",
              hint.get().option(), hint.get().path(), image));
    }
    return ofFolder(PictureFolder.read(path), hint);
  }

  /** Masks and the like without photographs, named without the end of their kind. */
  static PictureTasks alone(PictureHint hint) throws IOException {
    Path path = existing(hint.option(), hint.path());
    PictureTasks found =
        Files.isDirectory(path)
            ? ofFolder(PictureFolder.read(path), hint)
            : ofFile(path, Optional.empty());
    List<PictureTask> tasks =
        found.tasks().stream()
            .map(
                task ->
                    PictureTask.of(
                        withoutEnd(task.name(), hint.suffix()), task.image(), task.image()))
            .toList();
    requireDistinct(tasks);
    return new PictureTasks(tasks, List.of());
  }

  private static PictureTasks ofFolder(PictureFolder folder, PictureHint hint) {
    List<PictureTask> tasks =
        folder.stems().stream()
            .map(stem -> PictureTask.of(stem, folder.find(stem).orElseThrow(), null))
            .toList();
    if (tasks.isEmpty()) {
      throw new InvalidInputException(
          hint.option() + " is " + folder.path() + ", wanted a folder with pictures");
    }
    return new PictureTasks(tasks, List.of());
  }

  private static void requireDistinct(List<PictureTask> tasks) {
    Map<String, Path> names = new HashMap<>();
    for (PictureTask task : tasks) {
      Path other = names.put(task.name(), task.image());
      if (other != null) {
        throw new InvalidInputException(
            String.format(
                "%s and %s would have one result of the name %s, wanted another name for one",
                other, task.image(), task.name()));
      }
    }
  }

  private static PictureTasks ofFile(Path image, Optional<PictureHint> hint) throws IOException {
    String stem = PictureFolder.stem(image);
    Path file = null;
    if (hint.isPresent()) {
      file =
          hintOf(image, hint.get())
              .orElseThrow(() -> new InvalidInputException(missing(image, hint.get())));
    }
    return new PictureTasks(List.of(PictureTask.of(stem, image, file)), List.of());
  }

  private static PictureTasks ofFolder(PictureFolder folder, Optional<PictureHint> hint)
      throws IOException {
    List<PictureTask> tasks = new ArrayList<>();
    List<String> unmatched = new ArrayList<>();
    PictureFolder hints =
        hint.isPresent() ? PictureFolder.read(Path.of(hint.get().path())) : folder;
    boolean same = Files.isSameFile(hints.path(), folder.path());
    for (String stem : folder.stems()) {
      if (isDerived(stem, folder)) {
        continue;
      }
      Path image = folder.find(stem).orElseThrow();
      Optional<Path> file =
          hint.isEmpty() ? Optional.empty() : hintOf(stem, hint.get(), hints, same);
      if (hint.isPresent() && file.isEmpty()) {
        unmatched.add(missing(image, hint.get()));
      } else {
        tasks.add(PictureTask.of(stem, image, file.orElse(null)));
      }
    }
    if (tasks.isEmpty()) {
      throw new InvalidInputException(
          unmatched.isEmpty()
              ? "--image is " + folder.path() + ", wanted a folder with pictures"
              : unmatched.get(0));
    }
    return new PictureTasks(tasks, unmatched);
  }

  private static boolean isDerived(String stem, PictureFolder folder) {
    return DERIVED.stream()
        .filter(stem::endsWith)
        .anyMatch(end -> folder.stems().contains(withoutEnd(stem, end)));
  }

  /** In the image's own folder a file of its very stem is the image. */
  private static Optional<Path> hintOf(Path image, PictureHint hint) throws IOException {
    Path path = Path.of(hint.path());
    if (!Files.isDirectory(path)) {
      return Optional.of(path);
    }
    return hintOf(
        PictureFolder.stem(image),
        hint,
        PictureFolder.read(path),
        Files.isSameFile(path, image.toAbsolutePath().getParent()));
  }

  private static Optional<Path> hintOf(
      String stem, PictureHint hint, PictureFolder folder, boolean same) {
    return same ? folder.find(stem + hint.suffix()) : folder.find(stem, stem + hint.suffix());
  }

  private static String missing(Path image, PictureHint hint) {
    return String.format(
        "image %s has no %s in %s, wanted %s.png or %s%s.png",
        image,
        hint.kind(),
        hint.path(),
        PictureFolder.stem(image),
        PictureFolder.stem(image),
        hint.suffix());
  }

  private static Path file(PictureHint hint) {
    Path path = existing(hint.option(), hint.path());
    if (Files.isDirectory(path)) {
      throw new InvalidInputException(
          hint.option() + " is the folder " + path + ", wanted the file of the one picture");
    }
    return path;
  }

  private static Path existing(String option, String text) {
    Path path = Path.of(text);
    if (!Files.exists(path)) {
      throw new InvalidInputException(
          String.format("%s is '%s', wanted a file or folder that exists", option, text));
    }
    return path;
  }

  private static String withoutEnd(String stem, String end) {
    return stem.endsWith(end) && stem.length() > end.length()
        ? stem.substring(0, stem.length() - end.length())
        : stem;
  }

  /** Every file that is read. */
  Stream<Path> files() {
    return tasks.stream()
        .flatMap(
            task ->
                task.hint() == null
                    ? Stream.of(task.image())
                    : Stream.of(task.image(), task.hint()));
  }
}
