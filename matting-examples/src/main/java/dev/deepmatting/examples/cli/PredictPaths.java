package dev.deepmatting.examples.cli;

import dev.deepmatting.error.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Predicate;

/** Refuses what cannot be, in the words of the command line and before a model is loaded. */
final class PredictPaths {
  private PredictPaths() {}

  static void requireUsable(String image, String trimap, Path out) {
    requirePictures(image, trimap);
    requireWritableFolder(out);
  }

  static void requirePictures(String image, String trimap) {
    requireExists("--image", image);
    requireExists("--trimap", trimap);
    if (!isFile(image) && isFile(trimap)) {
      throw new InvalidInputException(
          String.format("--trimap is the file %s, wanted a folder like --image %s", trimap, image));
    }
  }

  static void requireWritableFolder(Path out) {
    Path existing = out.toAbsolutePath();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      throw new InvalidInputException(
          String.format("--out is '%s', wanted a folder that can be written to", out));
    }
  }

  /** A glob is looked at by the batch. */
  private static void requireExists(String option, String text) {
    boolean glob = text.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    if (!glob && !Files.exists(Path.of(text))) {
      throw new InvalidInputException(
          String.format("%s is '%s', wanted a file or folder that exists", option, text));
    }
  }

  static boolean isFile(String text) {
    return is(text, Files::isRegularFile);
  }

  static boolean isFolder(String text) {
    return is(text, Files::isDirectory);
  }

  /** A glob is no path on every system. */
  private static boolean is(String text, Predicate<Path> kind) {
    try {
      return kind.test(Path.of(text));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
