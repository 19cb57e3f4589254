package dev.deepmatting.batch;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.ImageInput;
import dev.deepmatting.image.PictureFolder;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The inputs of one picture: files, or streams that are opened when their turn comes. Immutable.
 *
 * @param name the name of the results, as in {@code NAME-alpha.png}; a file name without folders
 * @param image the photograph
 * @param hint marks the object, at the photograph's size: a trimap, or whatever the work reads;
 *     empty if the work needs only the photograph
 * @since 0.1
 */
public record BatchInput(String name, ImageInput image, Optional<ImageInput> hint) {
  /**
   * Checks that the name stays inside the results folder.
   *
   * @param name the name of the results
   * @param image the photograph
   * @param hint marks the object
   * @throws InvalidInputException if the name is blank, or has slashes or control characters
   */
  public BatchInput {
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(hint, "hint");
    if (!isName(name)) {
      throw new InvalidInputException(
          "name is '" + name + "', wanted a file name without folders or control characters");
    }
  }

  /**
   * Creates an input of files.
   *
   * @param name the name of the results
   * @param image the photograph
   * @param hint marks the object
   * @throws InvalidInputException if the name is blank, or has slashes or control characters
   */
  public BatchInput(String name, Path image, Optional<Path> hint) {
    this(name, ImageInput.of(image), hint.map(ImageInput::of));
  }

  /** Returns whether results can have this name. */
  static boolean isName(String text) {
    return !text.isBlank()
        && text.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
  }

  /**
   * An input whose results are named after the image: {@code photo-alpha.png} for {@code
   * photo.jpg}.
   *
   * @param image the photograph
   * @param hint its trimap, or another file that marks its object
   * @return the input
   */
  public static BatchInput of(Path image, Path hint) {
    return new BatchInput(PictureFolder.stem(image), image, Optional.of(hint));
  }

  /**
   * Returns the photograph and the hint, as far as they are files.
   *
   * @return their paths; none for streams and bytes
   */
  public Stream<Path> files() {
    return inputs().flatMap(input -> input.file().stream());
  }

  /** Returns whether a message names an input. */
  boolean isNamedIn(String message) {
    return inputs().anyMatch(input -> message.contains(input.name()));
  }

  private Stream<ImageInput> inputs() {
    return Stream.concat(Stream.of(image), hint.stream());
  }
}
