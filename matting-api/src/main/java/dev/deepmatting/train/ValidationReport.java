package dev.deepmatting.train;

import dev.deepmatting.metrics.MattingScores;
import java.util.List;
import java.util.Map;

/**
 * The network's scores on images that it does not learn from: whole images, no augmentation, batch
 * normalisation by running statistics.
 *
 * @param progress when it was measured
 * @param mean the means over the images
 * @param scores the scores of each image by its name, in a fixed order
 * @param best whether this is the lowest SAD of the run so far
 * @param samples the inputs and predictions of a few fixed images
 * @param seconds wall time of the validation
 * @since 0.1
 */
public record ValidationReport(
    Progress progress,
    MattingScores mean,
    Map<String, MattingScores> scores,
    boolean best,
    List<PredictedSample> samples,
    double seconds) {}
