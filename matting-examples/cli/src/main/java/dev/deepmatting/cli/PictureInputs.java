package dev.deepmatting.cli;

import dev.deepmatting.batch.BatchInput;
import dev.deepmatting.batch.BatchInputs;
import dev.deepmatting.batch.BatchPicture;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.ImageInput;
import dev.deepmatting.image.PictureFolder;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds pictures, and reports errors in the words of the command line. */
final class PictureInputs {
  private static final String NAME_OF_STANDARD_INPUT = "stdin";

  private PictureInputs() {}

  /**
   * The files that define objects, as the user named them.
   *
   * @param option such as {@code --alpha}
   * @param kind the stem end of such files next to their images: {@code photo-alpha.png}
   * @param path a file, a folder or a glob
   */
  record Hint(String option, String kind, String path) {}

  /** Returns the photographs of {@code --image}. */
  static BatchInputs find(String image, Optional<Hint> hint) {
    requireUsable(image, hint);
    return hint.map(each -> BatchInputs.find(image, each.kind(), each.path()))
        .orElseGet(() -> BatchInputs.find(image));
  }

  /** Returns a photograph from a pipe. */
  static BatchInputs received(Path received, Optional<Hint> hint) {
    return new BatchInputs(
        List.of(
            new BatchInput(NAME_OF_STANDARD_INPUT, received, hint.map(PictureInputs::onlyFile))),
        List.of());
  }

  private static Path onlyFile(Hint hint) {
    requireExists(hint.option(), hint.path(), false);
    if (isFolder(hint.path())) {
      throw new InvalidInputException(
          hint.option() + " is the folder " + hint.path() + ", wanted the file of the one picture");
    }
    return Path.of(hint.path());
  }

  /** Returns masks and other hints without photographs, named without the end of their kind. */
  static BatchInputs alone(Hint hint) {
    requireExists(hint.option(), hint.path(), false);
    requirePictures(hint.option(), hint.path());
    Path path = Path.of(hint.path());
    List<BatchInput> inputs =
        isFolder(hint.path()) ? allOf(PictureFolder.read(path), hint) : List.of(alone(path, hint));
    requireDistinct(inputs);
    return new BatchInputs(inputs, List.of());
  }

  private static List<BatchInput> allOf(PictureFolder folder, Hint hint) {
    return folder.stems().stream()
        .map(stem -> alone(folder.find(stem).orElseThrow(), hint))
        .toList();
  }

  private static BatchInput alone(Path file, Hint hint) {
    String stem = PictureFolder.stem(file);
    String end = "-" + hint.kind();
    boolean ends = stem.endsWith(end) && stem.length() > end.length();
    String name = ends ? stem.substring(0, stem.length() - end.length()) : stem;
    return new BatchInput(name, file, Optional.of(file));
  }

  private static void requireDistinct(List<BatchInput> inputs) {
    Map<String, ImageInput> names = new HashMap<>();
    for (BatchInput input : inputs) {
      ImageInput other = names.put(input.name(), input.image());
      if (other != null) {
        throw new InvalidInputException(
            String.format(
                "%s and %s would have one result of the name %s, wanted another name for one",
                other.name(), input.image().name(), input.name()));
      }
    }
  }

  /** Returns the picture that defines the object. */
  static ImageInput hintOf(BatchPicture picture) {
    return picture.input().hint().orElseThrow();
  }

  /** Rejects missing or incompatible inputs before a model is loaded. */
  static void requireUsable(String image, Optional<Hint> hint) {
    requireExists("--image", image, true);
    hint.ifPresent(each -> requireExists(each.option(), each.path(), true));
    requirePictures("--image", image);
    hint.filter(each -> isSeveral(image) && !isSeveral(each.path()))
        .ifPresent(
            each -> {
              throw new InvalidInputException(
                  String.format(
                      "%s is the file %s, wanted a folder like --image %s",
                      each.option(), each.path(), image));
            });
  }

  private static void requirePictures(String option, String text) {
    if (isFolder(text) && PictureFolder.read(Path.of(text)).stems().isEmpty()) {
      throw new InvalidInputException(option + " is " + text + ", wanted a folder with pictures");
    }
  }

  /** Rejects a missing file or folder; the batch checks globs. */
  private static void requireExists(String option, String text, boolean globs) {
    boolean glob = globs && text.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    if (!glob && !exists(text)) {
      throw new InvalidInputException(
          String.format("%s is '%s', wanted a file or folder that exists", option, text));
    }
  }

  private static boolean exists(String text) {
    return is(text, Files::exists);
  }

  /** Returns whether it is a folder or a glob. */
  static boolean isSeveral(String text) {
    return !exists(text) || isFolder(text);
  }

  static boolean isFolder(String text) {
    return is(text, Files::isDirectory);
  }

  /** Tests a path; on some systems a glob is not a path. */
  private static boolean is(String text, Predicate<Path> kind) {
    try {
      return kind.test(Path.of(text));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
