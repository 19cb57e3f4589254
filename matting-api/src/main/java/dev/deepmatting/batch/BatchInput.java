package dev.deepmatting.batch;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.PictureFolder;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of one picture. Immutable.
 *
 * @param name names the results, such as {@code NAME-alpha.png}; a file name without folders
 * @param image the photograph
 * @param hint what tells its object apart, of the same size: a trimap, or whatever the work reads;
 *     empty where the photograph alone is needed
 * @since 0.1
 */
public record BatchInput(String name, Path image, Optional<Path> hint) {
  /**
   * Checks that the name cannot lead out of the folder of the results.
   *
   * @param name names the results
   * @param image the photograph
   * @param hint what tells its object apart
   * @throws InvalidInputException if the name is blank, or has slashes or control characters
   */
  public BatchInput {
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(hint, "hint");
    if (!isName(name)) {
      throw new InvalidInputException(
          "name is '" + name + "', wanted a file name without folders and control characters");
    }
  }

  /** Whether results can be named so. */
  static boolean isName(String text) {
    return !text.isBlank()
        && text.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
  }

  /**
   * An input whose results are named after the image: {@code photo-alpha.png} for {@code
   * photo.jpg}.
   *
   * @param image the photograph
   * @param hint its trimap, or what else tells its object apart
   * @return the input
   */
  public static BatchInput of(Path image, Path hint) {
    return new BatchInput(PictureFolder.stem(image), image, Optional.of(hint));
  }

  /** Every file that is read. */
  Stream<Path> files() {
    return Stream.concat(Stream.of(image), hint.stream());
  }
}
