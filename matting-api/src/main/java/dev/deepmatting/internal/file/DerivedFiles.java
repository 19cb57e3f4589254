package dev.deepmatting.internal.file;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which files beside photographs are none: what tells their objects apart, and results of earlier
 * runs. Their names end so, without the ending of their format.
 */
public final class DerivedFiles {
  /** The ends of the files that this library reads or writes for a photograph. */
  public static final List<String> ENDS =
      List.of(
          "-trimap",
          "-alpha",
          "-cutout",
          "-mask",
          "-scribbles",
          "-composite",
          "-preview",
          "-foreground");

  private DerivedFiles() {}

  /**
   * Looks for the photograph that a file was made for or of.
   *
   * @param stem the file's name without its ending: {@code photo-alpha}
   * @param others the stems of all files beside it
   * @param moreEnds ends beside {@link #ENDS}
   * @return its stem, such as {@code photo}; nothing if there is none beside the file
   */
  public static Optional<String> photographOf(String stem, Set<String> others, String... moreEnds) {
    return Stream.concat(ENDS.stream(), Stream.of(moreEnds))
        .filter(stem::endsWith)
        .map(end -> stem.substring(0, stem.length() - end.length()))
        .filter(others::contains)
        .findFirst();
  }
}
