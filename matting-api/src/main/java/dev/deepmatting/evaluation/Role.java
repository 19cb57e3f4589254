package dev.deepmatting.evaluation;

import java.util.List;

/** What a picture is in an evaluation, and how its name may end. */
enum Role {
  PREDICTION("prediction", "-alpha"),
  TRUTH("truth", "-alpha"),
  TRIMAP("trimap", "-trimap"),
  IMAGE("image", "-merged");

  /** Endings of the files that this library's commands write side by side. */
  private static final List<String> KNOWN =
      List.of(
          "-alpha",
          "-trimap",
          "-merged",
          "-cutout",
          "-foreground",
          "-background",
          "-preview",
          "-composite");

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
