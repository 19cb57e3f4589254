package dev.deepmatting.examples.cli;

import java.nio.file.Path;
import java.util.List;

/**
 * An image and its trimap.
 *
 * @param stem names the results: the image's file name without its ending
 * @param image the photograph
 * @param trimap its trimap
 */
record Pair(String stem, Path image, Path trimap) {
  /**
   * What was found among the given files.
   *
   * @param pairs what can be predicted
   * @param orphans messages about files without a counterpart
   */
  record Found(List<Pair> pairs, List<String> orphans) {
    int inputs() {
      return pairs.size() + orphans.size();
    }
  }
}
