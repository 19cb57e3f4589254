package dev.deepmatting.examples.cli;

import dev.deepmatting.error.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pictures right inside a folder by their stem, the file name without its ending. */
final class PictureFolder {
  private static final Set<String> ENDINGS =
      Set.of("jpg", "jpeg", "jpe", "png", "bmp", "gif", "tif", "tiff", "webp");

  private final Path folder;
  private final SortedMap<String, List<Path>> pictures;

  private PictureFolder(Path folder, SortedMap<String, List<Path>> pictures) {
    this.folder = folder;
    this.pictures = pictures;
  }

  static PictureFolder read(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return new PictureFolder(
          folder,
          files
              .filter(PictureFolder::isPicture)
              .sorted()
              .collect(
                  Collectors.groupingBy(
                      PictureFolder::stem, TreeMap::new, Collectors.toUnmodifiableList())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path() {
    return folder;
  }

  Set<String> stems() {
    return pictures.keySet();
  }

  /** The one picture that has one of the stems. */
  Optional<Path> find(String... stems) {
    List<Path> found =
        Stream.of(stems).flatMap(stem -> pictures.getOrDefault(stem, List.of()).stream()).toList();
    if (found.size() > 1) {
      throw new InvalidInputException(
          String.format(
              "folder %s has %s for '%s', wanted one of them",
              folder,
              found.stream().map(p -> p.getFileName().toString()).collect(Collectors.joining(", ")),
              stems[0]));
    }
    return found.stream().findFirst();
  }

  static String stem(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString();
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && ENDINGS.contains(ending) && Files.isRegularFile(file);
  }
}
