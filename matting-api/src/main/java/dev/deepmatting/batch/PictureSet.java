package dev.deepmatting.batch;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.image.PictureFolder;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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

/** Pictures that a user names together: a file, a folder or a glob; found by their stem. */
sealed interface PictureSet {
  /** The user's text. */
  String name();

  /** The stems in sorted order. */
  Set<String> stems();

  /** Returns the only picture with a stem; refuses several. */
  Path image(String stem);

  /**
   * Returns one of the pictures with a stem, or a path next to them, for finding a hint; never
   * fails.
   */
  Path example(String stem);

  /**
   * Returns the hint of an image with a stem; the hint's own stem can have the suffix. Refuses
   * several.
   */
  Optional<Path> hintOf(String stem, String end, Path image);

  /** Returns possible names of an image's hint. */
  default String wantedFor(String stem, String end, Path image) {
    return stem + ".png or " + stem + end + ".png";
  }

  /** Distinguishes a file, a folder and a glob. */
  static PictureSet of(String parameter, String text, FileSystem system) {
    Optional<Path> path = path(text, system).filter(each -> !text.isEmpty() && Files.exists(each));
    if (path.isPresent()) {
      return Files.isDirectory(path.get())
          ? new Folder(PictureFolder.read(path.get()))
          : new One(path.get());
    }
    if (!Glob.isGlob(text)) {
      // Java replaces bytes of a name that are not UTF-8 by this character.
      String hint = text.indexOf('\ufffd') < 0 ? "" : "; its name is not UTF-8, so name its folder";
      throw new InvalidInputException(
          String.format(
              "%s is '%s', wanted a file or folder that exists%s", parameter, text, hint));
    }
    Collection<Path> files = Glob.files(text, system);
    if (files.isEmpty()) {
      throw new InvalidInputException(
          String.format("%s is '%s', wanted a glob that matches a file", parameter, text));
    }
    return new Several(
        text,
        files.stream()
            .collect(
                Collectors.groupingBy(
                    PictureFolder::stem, TreeMap::new, Collectors.toUnmodifiableList())));
  }

  /** Returns empty if the text is not a path: Windows allows no stars in one. */
  private static Optional<Path> path(String text, FileSystem system) {
    try {
      return Optional.of(system.getPath(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** A file, whatever its ending. */
  record One(Path file) implements PictureSet {
    @Override
    public String name() {
      return file.toString();
    }

    @Override
    public Set<String> stems() {
      return Set.of(PictureFolder.stem(file));
    }

    @Override
    public Path image(String stem) {
      return file;
    }

    @Override
    public Path example(String stem) {
      return file;
    }

    @Override
    public Optional<Path> hintOf(String stem, String end, Path image) {
      return Optional.of(file);
    }
  }

  /** The pictures directly inside a folder. */
  record Folder(PictureFolder folder) implements PictureSet {
    @Override
    public String name() {
      return folder.path().toString();
    }

    @Override
    public Set<String> stems() {
      return folder.stems();
    }

    @Override
    public Path image(String stem) {
      return folder.find(stem).orElseThrow();
    }

    @Override
    public Path example(String stem) {
      return folder.path().resolve(stem);
    }

    /** In the image's own folder, the file with its stem is the image itself. */
    @Override
    public Optional<Path> hintOf(String stem, String end, Path image) {
      return holds(image) ? folder.find(stem + end) : folder.find(stem, stem + end);
    }

    @Override
    public String wantedFor(String stem, String end, Path image) {
      return holds(image) ? stem + end + ".png" : PictureSet.super.wantedFor(stem, end, image);
    }

    private boolean holds(Path image) {
      try {
        return Files.isSameFile(image.toAbsolutePath().getParent(), folder.path());
      } catch (IOException e) {
        throw new MattingException("folder " + folder.path() + " cannot be read: " + e, e);
      }
    }
  }

  /** The files of a glob, from one or more folders. */
  record Several(String name, SortedMap<String, List<Path>> pictures) implements PictureSet {
    @Override
    public Set<String> stems() {
      return Collections.unmodifiableSet(pictures.keySet());
    }

    @Override
    public Path image(String stem) {
      return one(stem, named(stem)).orElseThrow();
    }

    @Override
    public Path example(String stem) {
      return named(stem).get(0);
    }

    /** If the hints' glob also matches the image, the image is not its own hint. */
    @Override
    public Optional<Path> hintOf(String stem, String end, Path image) {
      List<Path> found =
          Stream.of(stem, stem + end)
              .flatMap(each -> named(each).stream())
              .filter(each -> !absolute(each).equals(absolute(image)))
              .toList();
      return one(stem, found);
    }

    private List<Path> named(String stem) {
      return pictures.getOrDefault(stem, List.of());
    }

    private Optional<Path> one(String stem, List<Path> found) {
      if (found.size() > 1) {
        throw new InvalidInputException(
            String.format(
                "glob %s has %s for '%s', wanted one of them",
                name, found.stream().map(Path::toString).collect(Collectors.joining(", ")), stem));
      }
      return found.stream().findFirst();
    }

    private static Path absolute(Path file) {
      return file.toAbsolutePath().normalize();
    }
  }
}
