package dev.deepmatting.batch;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.PictureFolder;
import java.nio.file.Path;
import java.util.Objects;

/**
 * An image and its trimap. Immutable.
 *
 * @param name names the results, {@code NAME-alpha.png} and {@code NAME-cutout.png}; a file name
 *     without folders
 * @param image the photograph
 * @param trimap its trimap, of the same size
 */
public record MattingPair(String name, Path image, Path trimap) {
  /**
   * Checks that the name cannot lead out of the folder of the results.
   *
   * @param name names the results
   * @param image the photograph
   * @param trimap its trimap
   * @throws InvalidInputException if the name is blank, or has slashes or control characters
   */
  public MattingPair {
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(trimap, "trimap");
    boolean plain = name.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
    if (name.isBlank() || !plain) {
      throw new InvalidInputException("name is '" + name + "', wanted a file name without folders");
    }
  }

  /**
   * A pair whose results are named after the image: {@code photo-alpha.png} for {@code photo.jpg}.
   *
   * @param image the photograph
   * @param trimap its trimap
   * @return the pair
   */
  public static MattingPair of(Path image, Path trimap) {
    return new MattingPair(PictureFolder.stem(image), image, trimap);
  }
}
