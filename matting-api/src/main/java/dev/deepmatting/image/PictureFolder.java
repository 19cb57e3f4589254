package dev.deepmatting.image;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The pictures directly inside a folder by their stem, the file name without its ending. The
 * ending, in any case, shows what a picture is; hidden files are left out. Immutable.
 *
 * @since 0.1
 */
public final class PictureFolder {
  private static final Set<String> ENDINGS =
      Set.of("jpg", "jpeg", "jpe", "png", "bmp", "gif", "tif", "tiff", "webp");

  private final Path folder;
  private final SortedMap<String, List<Path>> pictures;

  private PictureFolder(Path folder, SortedMap<String, List<Path>> pictures) {
    this.folder = folder;
    this.pictures = pictures;
  }

  /**
   * Lists a folder.
   *
   * @param folder a folder that exists
   * @return its pictures
   * @throws InvalidInputException if it is not a folder
   * @throws MattingException if it cannot be listed
   */
  public static PictureFolder read(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException("folder is '" + folder + "', wanted a folder that exists");
    }
    try (Stream<Path> files = Files.list(folder)) {
      return new PictureFolder(
          folder,
          files
              .filter(PictureFolder::isPicture)
              .sorted()
              .collect(
                  Collectors.groupingBy(
                      PictureFolder::stem, TreeMap::new, Collectors.toUnmodifiableList())));
    } catch (IOException | UncheckedIOException e) {
      throw new MattingException("folder " + folder + " cannot be listed: " + e, e);
    }
  }

  /**
   * The folder.
   *
   * @return its path, as given
   */
  public Path path() {
    return folder;
  }

  /**
   * The pictures' stems.
   *
   * @return the stems in sorted order, unmodifiable
   */
  public Set<String> stems() {
    return Collections.unmodifiableSet(pictures.keySet());
  }

  /**
   * Finds the one picture that has one of the stems.
   *
   * @param stems file names without their ending, at least one
   * @return the picture, if there is one
   * @throws InvalidInputException if there are several, such as {@code a.png} and {@code a.jpg}
   */
  public Optional<Path> find(String... stems) {
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

  /**
   * A file's name without its ending, in Unicode's composed form (NFC), so that names written on a
   * Mac match those of other systems.
   *
   * @param file a path with a file name
   * @return the name up to its last dot; all of it if there is no dot, or only a leading one
   */
  public static String stem(Path file) {
    String name = Normalizer.normalize(file.getFileName().toString(), Normalizer.Form.NFC);
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString();
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && ENDINGS.contains(ending) && Files.isRegularFile(file);
  }
}
