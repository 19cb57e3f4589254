package dev.deepmatting.internal.file;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Recognises files next to photographs that are not photographs: trimaps and other hints, and
 * results of earlier runs. It goes by the end of their names without extension.
 */
public final class DerivedFiles {
  /** The name ends of the files that this library reads or writes for a photograph. */
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
   * Finds the photograph that a file belongs to.
   *
   * @param stem the file's name without extension: {@code photo-alpha}
   * @param others the stems of all files next to it
   * @param moreEnds ends in addition to {@link #ENDS}
   * @return its stem, such as {@code photo}; empty if there is none next to the file
   */
  public static Optional<String> photographOf(String stem, Set<String> others, String... moreEnds) {
    return Stream.concat(ENDS.stream(), Stream.of(moreEnds))
        .filter(stem::endsWith)
        .map(end -> stem.substring(0, stem.length() - end.length()))
        .filter(others::contains)
        .findFirst();
  }
}
