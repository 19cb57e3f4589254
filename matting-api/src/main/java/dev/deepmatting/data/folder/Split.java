package dev.deepmatting.data.folder;

/**
 * The two sides of a data set: which pair list of {@link NameLists} counts, or which pictures.
 *
 * @since 0.1
 */
public enum Split {
  /** What is learned from: {@code train_names.txt}, or what is not held out. */
  TRAINING("train_names.txt"),

  /** What is measured on: {@code valid_names.txt}, or what is held out. */
  VALIDATION("valid_names.txt");

  private final String fileName;

  Split(String fileName) {
    this.fileName = fileName;
  }

  String fileName() {
    return fileName;
  }
}
