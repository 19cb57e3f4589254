package dev.deepmatting.train;

import dev.deepmatting.data.MattingSample;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;

/**
 * A validation image with what the network makes of it.
 *
 * @param sample the image, its trimap, its layers and its true alpha
 * @param alpha the predicted alpha
 * @param composed the true foreground over the true background by the predicted alpha
 * @since 0.1
 */
public record PredictedSample(MattingSample sample, AlphaMatte alpha, RgbImage composed) {}
