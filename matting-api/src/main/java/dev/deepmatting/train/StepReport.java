package dev.deepmatting.train;

import java.util.Map;

/**
 * The result of one training step.
 *
 * @param progress the step, already counted as done
 * @param loss the weighted sum to minimise
 * @param losses each single loss, unweighted
 * @param learningRates the rate of each group that trains
 * @param gradientNorm the global norm of the gradient before clipping
 * @param unknownPixels the size of the unknown region of the batch
 * @param samples number of samples in the batch
 * @param seconds wall time since the previous step, including waiting for data
 * @param waitSeconds the part of it spent waiting for data
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
