package dev.deepmatting.evaluation;

import dev.deepmatting.internal.file.DerivedFiles;
import java.util.List;
import java.util.stream.Stream;

/** What a picture is in an evaluation, and how its name may end. */
enum Role {
  PREDICTION("prediction", "-alpha"),
  TRUTH("truth", "-alpha"),
  TRIMAP("trimap", "-trimap"),
  IMAGE("image", "-merged");

  /** Endings of what lies side by side: beside photographs, and in composed samples. */
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

  /** The endings of pictures that are something else. */
  List<String> otherSuffixes() {
    return KNOWN.stream().filter(known -> !known.equals(suffix)).toList();
  }
}
