package dev.deepmatting.data.folder;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The purpose of the folders directly inside a folder, by their names in upper or lower case.
 *
 * @param foregrounds colours with mattes in another folder, if there are any
 * @param alphas their mattes
 * @param cutouts pictures with transparency
 * @param adobe folders in the layout of the Adobe data set
 * @param backgrounds photographs
 */
record FolderLayout(
    Optional<Path> foregrounds,
    Optional<Path> alphas,
    Optional<Path> cutouts,
    List<Path> adobe,
    Optional<Path> backgrounds) {
  private static final List<String> FOREGROUNDS = List.of("fg", "foreground", "foregrounds");
  private static final List<String> ALPHAS = List.of("alpha", "alphas", "mattes");
  private static final List<String> CUTOUTS = List.of("cutouts", "cutout");
  private static final List<String> BACKGROUNDS = List.of("bg", "background", "backgrounds");
  private static final List<String> VALIDATION = List.of("validation");
  private static final String TEST = "test_set";
  private static final int NAMED = 8;

  /**
   * Reads a folder's layout.
   *
   * @param role the folder's name in messages
   * @throws InvalidInputException if there are no foregrounds in it, mattes are missing, or two
   *     folders are for the same thing
   */
  static FolderLayout read(String role, Path root) {
    SortedMap<String, Path> folders = subfolders(role, root);
    Optional<Path> foregrounds = one(role, root, folders, FOREGROUNDS);
    Optional<Path> alphas = one(role, root, folders, ALPHAS);
    Optional<Path> cutouts = one(role, root, folders, CUTOUTS);
    if (foregrounds.isPresent() != alphas.isPresent()) {
      throw halfAPair(role, root, folders, foregrounds.isPresent());
    }
    boolean plain = foregrounds.isPresent() || cutouts.isPresent();
    List<Path> adobe = plain ? List.of() : adobe(folders);
    if (!plain && adobe.isEmpty()) {
      throw nothing(role, root, folders);
    }
    return new FolderLayout(
        foregrounds, alphas, cutouts, adobe, one(role, root, folders, BACKGROUNDS));
  }

  /** Returns the folder with the same layout for validation. */
  static Optional<Path> validationBelow(String role, Path root) {
    return one(role, root, subfolders(role, root), VALIDATION);
  }

  /**
   * Returns a data set of these folders, with the backgrounds of another one if these have none.
   */
  CompositionDataset.Builder dataset(Path root, Optional<Path> otherBackgrounds) {
    Path photographs =
        backgrounds.or(() -> otherBackgrounds).orElseThrow(() -> noBackgrounds(root));
    return CompositionDataset.builder()
        .foregrounds(array(foregrounds))
        .alphas(array(alphas))
        .cutouts(array(cutouts))
        .adobe(adobe.toArray(Path[]::new))
        .backgrounds(photographs);
  }

  private static Path[] array(Optional<Path> folder) {
    return folder.stream().toArray(Path[]::new);
  }

  private static SortedMap<String, Path> subfolders(String role, Path root) {
    PictureFolders.requireFolder(role, root);
    try (Stream<Path> files = Files.list(root)) {
      SortedMap<String, Path> found = new TreeMap<>();
      files
          .filter(file -> Files.isDirectory(file) && !name(file).startsWith("."))
          .forEach(folder -> found.put(name(folder), folder));
      return found;
    } catch (IOException | UncheckedIOException e) {
      throw new MattingException("folder " + root + " cannot be listed: " + e, e);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static boolean isOneOf(List<String> names, String folder) {
    return names.contains(folder.toLowerCase(Locale.ROOT));
  }

  private static Optional<Path> one(
      String role, Path root, SortedMap<String, Path> folders, List<String> names) {
    List<String> found = folders.keySet().stream().filter(name -> isOneOf(names, name)).toList();
    if (found.size() > 1) {
      throw new InvalidInputException(
          role + " is '" + root + "' with the folders " + found + ", wanted one of them");
    }
    return found.stream().findFirst().map(folders::get);
  }

  /**
   * Finds the Adobe layout; skips photographs, which can be many, and validation data, which must
   * not be used for training.
   */
  private static List<Path> adobe(SortedMap<String, Path> folders) {
    List<Path> found = new ArrayList<>();
    folders.forEach(
        (name, folder) -> {
          boolean other =
              isOneOf(BACKGROUNDS, name)
                  || isOneOf(VALIDATION, name)
                  || name.equalsIgnoreCase(TEST);
          if (!other && hasPairsBelow(folder)) {
            found.add(folder);
          }
        });
    return found;
  }

  private static boolean hasPairsBelow(Path folder) {
    Set<String> names =
        FolderTree.read(folder).keySet().stream()
            .map(name -> "/" + name.toLowerCase(Locale.ROOT))
            .filter(name -> !(name + "/").contains("/" + TEST + "/"))
            .collect(Collectors.toSet());
    return names.stream()
        .filter(name -> name.endsWith("/fg"))
        .anyMatch(name -> names.contains(name.substring(0, name.length() - 2) + "alpha"));
  }

  private static InvalidInputException halfAPair(
      String role, Path root, SortedMap<String, Path> folders, boolean colours) {
    return new InvalidInputException(
        String.format(
            "%s is '%s' with %s but no %s, wanted a folder %s next to it; found %s",
            role,
            root,
            colours ? "foregrounds" : "mattes",
            colours ? "mattes" : "foregrounds",
            or(colours ? ALPHAS : FOREGROUNDS),
            found(folders)));
  }

  private static InvalidInputException nothing(
      String role, Path root, SortedMap<String, Path> folders) {
    return new InvalidInputException(
        String.format(
            "%s is '%s' without foregrounds, wanted the folders %s and %s, or %s, or those of the"
                + " Adobe data set; found %s",
            role, root, or(FOREGROUNDS), or(ALPHAS), CUTOUTS.get(0), found(folders)));
  }

  private static InvalidInputException noBackgrounds(Path root) {
    return new InvalidInputException(
        String.format(
            "data is '%s' without backgrounds, wanted a folder %s of photographs in it; found %s",
            root, or(BACKGROUNDS), found(subfolders("data", root))));
  }

  private static String or(List<String> names) {
    int last = names.size() - 1;
    return String.join(", ", names.subList(0, last)) + " or " + names.get(last);
  }

  private static String found(SortedMap<String, Path> folders) {
    if (folders.isEmpty()) {
      return "no folder";
    }
    String some = folders.keySet().stream().limit(NAMED).collect(Collectors.joining(", "));
    return "the folders " + (folders.size() > NAMED ? some + ", ..." : some);
  }
}
