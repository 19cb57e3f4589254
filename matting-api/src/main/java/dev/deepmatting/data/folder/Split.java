package dev.deepmatting.data.folder;

/** Which of the two pair lists of a folder with {@link NameLists} counts. */
public enum Split {
  /** What is learned from: {@code train_names.txt}. */
  TRAINING("train_names.txt"),

  /** What is measured on: {@code valid_names.txt}. */
  VALIDATION("valid_names.txt");

  private final String fileName;

  Split(String fileName) {
    this.fileName = fileName;
  }

  String fileName() {
    return fileName;
  }
}
