package dev.deepmatting.train;

import dev.deepmatting.data.MattingSample;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;

/**
 * A validation image with the network's prediction.
 *
 * @param sample the image, its trimap, its layers and its true alpha
 * @param alpha the predicted alpha
 * @param composed the true foreground composed over the true background with the predicted alpha
 * @since 0.1
 */
public record PredictedSample(MattingSample sample, AlphaMatte alpha, RgbImage composed) {}
