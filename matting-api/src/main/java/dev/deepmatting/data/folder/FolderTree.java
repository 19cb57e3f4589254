package dev.deepmatting.data.folder;

import dev.deepmatting.error.MattingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The folders below a folder, in an order that does not depend on the file system. */
final class FolderTree {
  private FolderTree() {}

  /**
   * Returns a folder and all below it; follows links, skips hidden folders.
   *
   * @return the folders by their names from the root on, joined by slashes; {@code ""} is the root
   * @throws MattingException if they cannot be listed
   */
  static SortedMap<String, Path> read(Path root) {
    try (Stream<Path> folders =
        Files.find(
            root,
            Integer.MAX_VALUE,
            (file, attributes) -> attributes.isDirectory(),
            FileVisitOption.FOLLOW_LINKS)) {
      SortedMap<String, Path> found = new TreeMap<>();
      folders
          .filter(folder -> names(root, folder).stream().noneMatch(n -> n.startsWith(".")))
          .forEach(folder -> found.put(String.join("/", names(root, folder)), folder));
      return found;
    } catch (IOException | UncheckedIOException e) {
      throw new MattingException("folder " + root + " cannot be listed: " + e, e);
    }
  }

  private static List<String> names(Path root, Path folder) {
    return StreamSupport.stream(root.relativize(folder).spliterator(), false)
        .map(Path::toString)
        .collect(Collectors.toList());
  }
}
