package dev.deepmatting.batch;

import dev.deepmatting.error.InvalidInputException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Pictures that a user named at once, by their stem. */
interface PictureSet {
  /** The end of a trimap's stem that stands beside its image. */
  String TRIMAP = "-trimap";

  /** What the user wrote. */
  String name();

  /** Whether it is one file and no choice of several. */
  default boolean isFile() {
    return false;
  }

  /** The stems in their order. */
  Set<String> stems();

  /** The one picture with a stem; refuses several. */
  Path image(String stem);

  /** One of the pictures with a stem, or a path beside them, to ask for a trimap; refuses none. */
  Path example(String stem);

  /** The trimap of an image with a stem; refuses several. */
  Optional<Path> trimapOf(String stem, Path image);

  /** What the trimap of an image could have been called. */
  String wantedFor(String stem, Path image);

  /** Tells a file, a folder and a glob apart. */
  static PictureSet of(String parameter, String text, FileSystem system) {
    Optional<Path> path = path(text, system).filter(each -> !text.isEmpty() && Files.exists(each));
    if (path.isPresent()) {
      return Files.isDirectory(path.get())
          ? new FolderPictures(path.get())
          : new OnePicture(path.get());
    }
    if (!Glob.isGlob(text)) {
      throw new InvalidInputException(
          String.format("%s is '%s', wanted a file or folder that exists", parameter, text));
    }
    PictureSet pictures = new GlobPictures(text, Glob.files(text, system));
    if (pictures.stems().isEmpty()) {
      throw new InvalidInputException(
          String.format("%s is '%s', wanted a glob that matches a file", parameter, text));
    }
    return pictures;
  }

  /** Windows allows no stars in a path. */
  private static Optional<Path> path(String text, FileSystem system) {
    try {
      return Optional.of(system.getPath(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
