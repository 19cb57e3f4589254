package dev.deepmatting.examples.cli;

import java.nio.file.Path;

/**
 * One picture to work on.
 *
 * @param name names its results
 * @param source the photograph as users know it: its file, or {@code -}
 * @param image the photograph, or what a trimap is made of
 * @param hint the file that tells the object apart, of the kind that was asked for; null where the
 *     photograph alone is needed
 */
record PictureTask(String name, String source, Path image, Path hint) {
  static PictureTask of(String name, Path image, Path hint) {
    return new PictureTask(name, image.toString(), image, hint);
  }
}
