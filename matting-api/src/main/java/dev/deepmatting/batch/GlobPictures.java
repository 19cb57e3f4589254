package dev.deepmatting.batch;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.PictureFolder;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of a glob, from one folder or from several. */
final class GlobPictures implements PictureSet {
  private final String glob;
  private final SortedMap<String, List<Path>> pictures;

  GlobPictures(String glob, Collection<Path> files) {
    this.glob = glob;
    pictures =
        files.stream()
            .collect(
                Collectors.groupingBy(
                    PictureFolder::stem, TreeMap::new, Collectors.toUnmodifiableList()));
  }

  @Override
  public String name() {
    return glob;
  }

  @Override
  public Set<String> stems() {
    return Collections.unmodifiableSet(pictures.keySet());
  }

  @Override
  public Path image(String stem) {
    return one(stem, pictures.get(stem)).orElseThrow();
  }

  @Override
  public Path example(String stem) {
    return pictures.get(stem).get(0);
  }

  /** An image that the glob of the trimaps matches as well is not its own trimap. */
  @Override
  public Optional<Path> trimapOf(String stem, Path image) {
    List<Path> found =
        Stream.of(stem, stem + TRIMAP)
            .flatMap(each -> pictures.getOrDefault(each, List.of()).stream())
            .filter(each -> !absolute(each).equals(absolute(image)))
            .toList();
    return one(stem, found);
  }

  @Override
  public String wantedFor(String stem, Path image) {
    return stem + ".png or " + stem + TRIMAP + ".png";
  }

  private Optional<Path> one(String stem, List<Path> found) {
    if (found.size() > 1) {
      throw new InvalidInputException(
          String.format(
              "glob %s has %s for '%s', wanted one of them",
              glob, found.stream().map(Path::toString).collect(Collectors.joining(", ")), stem));
    }
    return found.stream().findFirst();
  }

  private static Path absolute(Path file) {
    return file.toAbsolutePath().normalize();
  }
}
