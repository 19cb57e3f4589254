package dev.deepmatting.examples.cli;

/**
 * The files that tell objects apart, as the user named them.
 *
 * @param option such as {@code --alpha}
 * @param kind ends the stems of such files beside their images: {@code photo-alpha.png}
 * @param path a file or a folder
 */
record PictureHint(String option, String kind, String path) {
  String suffix() {
    return "-" + kind;
  }
}
