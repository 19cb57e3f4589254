package dev.deepmatting.data.folder;

import dev.deepmatting.error.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a data set lies. Immutable.
 *
 * @param foregrounds folders of colours
 * @param alphas folders of mattes, one for each of those
 * @param cutouts folders of pictures with transparency
 * @param adobe folders that have the Adobe layout below them
 * @param backgrounds folders of photographs, with all below them
 */
record Sources(
    List<Path> foregrounds,
    List<Path> alphas,
    List<Path> cutouts,
    List<Path> adobe,
    List<Path> backgrounds) {
  /** How many names of a path tell enough; all of them would tell whose machine it was. */
  private static final int NAMES = 2;

  Sources {
    if (foregrounds.size() != alphas.size()) {
      throw new InvalidInputException(
          "alphas is "
              + alphas.size()
              + " folders, wanted one for each of the "
              + foregrounds.size()
              + " of foregrounds");
    }
    if (foregrounds.isEmpty() && cutouts.isEmpty() && adobe.isEmpty()) {
      throw new InvalidInputException(
          "no folder is set with foregrounds, wanted foregrounds and alphas, cutouts or adobe");
    }
    if (backgrounds.isEmpty()) {
      throw new InvalidInputException("backgrounds is no folder, wanted at least 1");
    }
  }

  /** The folders with foregrounds, for a reader. */
  String foregroundLabels() {
    return labels(Stream.of(foregrounds, adobe, cutouts).flatMap(List::stream));
  }

  /** The folders with backgrounds, for a reader. */
  String backgroundLabels() {
    return labels(backgrounds.stream());
  }

  static String label(Path folder) {
    Path path = folder.normalize();
    int count = path.getNameCount();
    Path end = count > NAMES ? path.subpath(count - NAMES, count) : path;
    return end.toString().isEmpty() ? "." : end.toString().replace('\\', '/');
  }

  private static String labels(Stream<Path> folders) {
    return folders.map(Sources::label).collect(Collectors.joining(", "));
  }
}
