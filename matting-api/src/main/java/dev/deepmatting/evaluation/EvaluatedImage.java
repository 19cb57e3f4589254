package dev.deepmatting.evaluation;

import dev.deepmatting.metrics.MattingScores;
import java.util.List;
import java.util.Objects;

/**
 * One scored image. Immutable.
 *
 * @param name the file stem; with several trimaps for it, {@code FOLDER/STEM}
 * @param width pixels per row
 * @param height rows
 * @param scores its errors
 * @param unknownShare the trimap's share of unknown pixels, 0 to 1; 1 without a trimap
 * @param softShare the share of scored pixels that are truly translucent, 0 to 1
 * @param notices doubts about its files, such as a trimap that contradicts the truth
 * @since 0.1
 */
public record EvaluatedImage(
    String name,
    int width,
    int height,
    MattingScores scores,
    double unknownShare,
    double softShare,
    List<String> notices) {
  /**
   * Copies the notices.
   *
   * @param name the file stem
   * @param width pixels per row
   * @param height rows
   * @param scores its errors
   * @param unknownShare 0 to 1
   * @param softShare 0 to 1
   * @param notices doubts about its files
   */
  public EvaluatedImage {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(scores, "scores");
    notices = List.copyOf(notices);
  }
}
