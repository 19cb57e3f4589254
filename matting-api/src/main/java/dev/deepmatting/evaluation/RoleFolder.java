package dev.deepmatting.evaluation;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.PictureFolder;
import dev.deepmatting.internal.file.DerivedFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The pictures of one role in a folder that can contain other roles too: {@code STEM} or {@code
 * STEM-alpha} is the matte of {@code STEM}. If both exist, the one that names its role counts.
 */
final class RoleFolder {
  private final Role role;
  private final PictureFolder pictures;
  private final Set<Role> roles;

  private RoleFolder(Role role, PictureFolder pictures, Set<Role> roles) {
    this.role = role;
    this.pictures = pictures;
    this.roles = roles;
  }

  /** Lists a folder; the roles are all those of the folder in this evaluation. */
  static RoleFolder read(Role role, Path folder, Set<Role> roles) {
    if (!Files.isDirectory(folder)) {
      throw new InvalidInputException(
          role.noun() + " is '" + folder + "', wanted a folder that exists");
    }
    return new RoleFolder(role, PictureFolder.read(folder), roles);
  }

  /** Returns the names of the images that have a picture here. */
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
   * Returns the picture of an image.
   *
   * @throws InvalidInputException if there are several
   */
  Optional<Path> find(String name) {
    Optional<Path> suffixed = pictures.find(name + role.suffix());
    return suffixed.isPresent() ? suffixed : pictures.find(name);
  }

  Path path() {
    return pictures.path();
  }

  boolean has(String name) {
    return pictures.stems().contains(name + role.suffix()) || pictures.stems().contains(name);
  }

  /** For messages: an existing picture. */
  String found(String name) {
    return String.format("%s '%s' in %s", role.noun(), name, pictures.path());
  }

  /** For messages: the wanted picture and folder. */
  String wanted(String name) {
    return String.format(
        "%s in %s, wanted %s.* or %s%s.*", role.noun(), pictures.path(), name, name, role.suffix());
  }

  private boolean isSuffixed(String stem) {
    return stem.endsWith(role.suffix()) && stem.length() > role.suffix().length();
  }

  private boolean isOfAnotherRole(String stem) {
    return pictures.stems().contains(stem + role.suffix())
        || role.otherSuffixes().stream()
            .filter(stem::endsWith)
            .anyMatch(
                suffix -> isLayer(stem.substring(0, stem.length() - suffix.length()), suffix));
  }

  /**
   * Returns whether a picture is another layer of an image, not an image with such a name: if this
   * role's layer of the image exists too, this folder is also searched for the other role, or
   * several such layers exist.
   */
  private boolean isLayer(String image, String suffix) {
    Set<String> stems = pictures.stems();
    boolean looked =
        stems.contains(image) && roles.stream().anyMatch(other -> other.suffix().equals(suffix));
    long layers =
        role.otherSuffixes().stream().filter(other -> stems.contains(image + other)).count();
    return looked
        || stems.contains(image + role.suffix())
        || (layers > 1 && !stems.contains(image));
  }

  /** A picture's role in an evaluation, and the suffix of its name. */
  enum Role {
    PREDICTION("prediction", "-alpha"),
    TRUTH("truth", "-alpha"),
    TRIMAP("trimap", "-trimap"),
    IMAGE("image", "-merged");

    /** Suffixes of related pictures: next to photographs, and in composed samples. */
    private static final List<String> KNOWN =
        Stream.concat(DerivedFiles.ENDS.stream(), Stream.of("-merged", "-background")).toList();

    private final String noun;
    private final String suffix;

    Role(String noun, String suffix) {
      this.noun = noun;
      this.suffix = suffix;
    }

    String noun() {
      return noun;
    }

    String suffix() {
      return suffix;
    }

    /** Returns the suffixes of pictures with other roles. */
    List<String> otherSuffixes() {
      return KNOWN.stream().filter(known -> !known.equals(suffix)).toList();
    }
  }
}
