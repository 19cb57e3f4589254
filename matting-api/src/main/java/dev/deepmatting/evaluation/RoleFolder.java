package dev.deepmatting.evaluation;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.PictureFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The pictures of one role in a folder, which may hold pictures of other roles as well: {@code
 * STEM} or {@code STEM-alpha} is the matte of {@code STEM}. Where both are there, the one that says
 * what it is counts.
 */
final class RoleFolder {
  private final Role role;
  private final PictureFolder pictures;

  private RoleFolder(Role role, PictureFolder pictures) {
    this.role = role;
    this.pictures = pictures;
  }

  static RoleFolder read(Role role, Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException(
          role.noun() + " is '" + folder + "', wanted a folder that exists");
    }
    return new RoleFolder(role, PictureFolder.read(folder));
  }

  /** The names of the images that have a picture here. */
  SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>();
    Set<String> stems = pictures.stems();
    for (String stem : stems) {
      if (isSuffixed(stem)) {
        names.add(stem.substring(0, stem.length() - role.suffix().length()));
      } else if (!isOfAnotherRole(stem)) {
        names.add(stem);
      }
    }
    return names;
  }

  /**
   * The picture of an image.
   *
   * @throws InvalidInputException if there are several
   */
  Optional<Path> find(String name) {
    Optional<Path> suffixed = pictures.find(name + role.suffix());
    return suffixed.isPresent() ? suffixed : pictures.find(name);
  }

  /** For messages: a picture that is there. */
  String found(String name) {
    return String.format("%s '%s' in %s", role.noun(), name, pictures.path());
  }

  /** For messages: what was looked for, and where. */
  String wanted(String name) {
    return String.format(
        "%s in %s, wanted %s.png or %s%s.png",
        role.noun(), pictures.path(), name, name, role.suffix());
  }

  private boolean isSuffixed(String stem) {
    return stem.endsWith(role.suffix()) && stem.length() > role.suffix().length();
  }

  private boolean isOfAnotherRole(String stem) {
    Set<String> stems = pictures.stems();
    return stems.contains(stem + role.suffix())
        || role.otherSuffixes().stream()
            .filter(stem::endsWith)
            .map(suffix -> stem.substring(0, stem.length() - suffix.length()))
            .anyMatch(base -> stems.contains(base) || stems.contains(base + role.suffix()));
  }
}
