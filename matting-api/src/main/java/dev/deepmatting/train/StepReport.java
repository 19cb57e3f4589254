package dev.deepmatting.train;

import java.util.Map;

/**
 * What one change of the parameters came to.
 *
 * @param progress the step, already counted as done
 * @param loss the weighted sum that is minimised
 * @param losses each loss by itself, unweighted
 * @param learningRates the rate of each group that trains
 * @param gradientNorm the global norm of the gradient before clipping
 * @param unknownPixels the size of the unknown region of the batch
 * @param samples how many samples the batch had
 * @param seconds wall time since the step before, waiting for data included
 * @param waitSeconds how much of that was waiting for data
 * @since 0.1
 */
public record StepReport(
    Progress progress,
    double loss,
    Map<Loss, Double> losses,
    Map<ParameterGroup, Double> learningRates,
    double gradientNorm,
    long unknownPixels,
    int samples,
    double seconds,
    double waitSeconds) {}
