package dev.deepmatting.batch;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.network.ProgressListener;

/** What a batch needs of a model. */
@FunctionalInterface
interface Predictor {
  AlphaMatte predict(RgbImage image, Trimap trimap, ProgressListener listener);
}
