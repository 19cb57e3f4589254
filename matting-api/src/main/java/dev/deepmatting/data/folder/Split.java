package dev.deepmatting.data.folder;

/**
 * The two sides of a data set, each with its pair list of {@link NameLists} or its pictures.
 *
 * @since 0.1
 */
public enum Split {
  /** Training data: {@code train_names.txt}, or the pictures not held out. */
  TRAINING("train_names.txt"),

  /** Validation data: {@code valid_names.txt}, or the pictures held out. */
  VALIDATION("valid_names.txt");

  private final String fileName;

  Split(String fileName) {
    this.fileName = fileName;
  }

  String fileName() {
    return fileName;
  }
}
