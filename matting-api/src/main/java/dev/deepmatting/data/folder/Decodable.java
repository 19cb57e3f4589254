package dev.deepmatting.data.folder;

import dev.deepmatting.image.ImageFiles;

/**
 * Files that become a value in memory. Immutable; equal to another one of the same files.
 *
 * @param <T> the value, immutable
 */
interface Decodable<T> {
  /**
   * Reads the files.
   *
   * @throws dev.deepmatting.error.InvalidInputException with a file's name if one cannot be used
   */
  T decode(ImageFiles reader);

  /** How much memory a decoded value takes, in bytes. */
  long bytes(T value);
}
