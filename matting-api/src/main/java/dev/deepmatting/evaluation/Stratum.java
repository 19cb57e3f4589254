package dev.deepmatting.evaluation;

import dev.deepmatting.metrics.MattingScores;
import java.util.List;
import java.util.Optional;

/**
 * The images whose share is between two bounds. Immutable.
 *
 * @param share what was measured
 * @param from the lowest share, inclusive
 * @param to the highest share, exclusive except for 1
 * @param images how many images there are
 * @param mean their mean scores; empty if there are no images
 * @since 0.1
 */
public record Stratum(
    Share share, double from, double to, int images, Optional<MattingScores> mean) {
  static Stratum of(Share share, double from, double to, List<EvaluatedImage> all) {
    List<MattingScores> scores =
        all.stream()
            .filter(image -> isWithin(share.of(image), from, to))
            .map(EvaluatedImage::scores)
            .toList();
    Optional<MattingScores> mean =
        scores.isEmpty() ? Optional.empty() : Optional.of(MattingScores.mean(scores));
    return new Stratum(share, from, to, scores.size(), mean);
  }

  private static boolean isWithin(double value, double from, double to) {
    return value >= from && (value < to || to == 1);
  }
}
