package dev.deepmatting.batch;

import dev.deepmatting.error.InvalidInputException;
import java.nio.file.Path;
import java.util.List;

/**
 * Images with their trimaps, found by file name. The trimap of {@code photo.jpg} is {@code photo.*}
 * or {@code photo-trimap.*}; in the image's own folder only the latter, unless a glob tells them
 * apart. Results of earlier runs beside the images are no images. Immutable.
 *
 * <p>Both sides are a file, a folder, whose pictures count but not those of its own folders, or a
 * glob. In a glob {@code *} and {@code ?} stand for what is no slash, {@code [a-c]} for one of
 * several characters, <code>{jpg,png}</code> for one of several words, and {@code **} for any
 * number of folders, or none: {@code photos/**}{@code /*.jpg}. A glob takes whatever file it
 * matches, except hidden ones. What exists under the very name is not taken for a glob.
 *
 * @param pairs what can be predicted, in the order of their names
 * @param unmatched a message for each file without a counterpart
 */
public record MattingPairs(List<MattingPair> pairs, List<String> unmatched) {
  /**
   * Copies the lists.
   *
   * @param pairs what can be predicted
   * @param unmatched messages about files without a counterpart
   */
  public MattingPairs {
    pairs = List.copyOf(pairs);
    unmatched = List.copyOf(unmatched);
  }

  /**
   * Looks for pairs.
   *
   * @param images a file, a folder or a glob
   * @param trimaps a file if the images are one; else a folder or a glob
   * @return what was found, at least one pair
   * @throws InvalidInputException if something does not exist, no image has a trimap, or several
   *     files have the name of one image or one trimap; the message has them all
   * @throws dev.deepmatting.error.MattingException if a folder cannot be listed
   */
  public static MattingPairs find(String images, String trimaps) {
    return PairFinder.find(
        PictureSet.of("images", images, Path.of("").getFileSystem()),
        PictureSet.of("trimaps", trimaps, Path.of("").getFileSystem()));
  }

  /**
   * Looks for pairs, as {@link #find(String, String)} does.
   *
   * @param images a file, a folder or a glob
   * @param trimaps a file if the images are one; else a folder or a glob
   * @return what was found, at least one pair
   * @throws InvalidInputException if something does not exist, no image has a trimap, or several
   *     files have the name of one image or one trimap; the message has them all
   * @throws dev.deepmatting.error.MattingException if a folder cannot be listed
   */
  public static MattingPairs find(Path images, Path trimaps) {
    return PairFinder.find(
        PictureSet.of("images", images.toString(), images.getFileSystem()),
        PictureSet.of("trimaps", trimaps.toString(), trimaps.getFileSystem()));
  }
}
