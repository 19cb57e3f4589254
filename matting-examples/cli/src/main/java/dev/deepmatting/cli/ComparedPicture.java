package dev.deepmatting.cli;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import java.util.Optional;

/**
 * A picture that every model predicts.
 *
 * @param name its name
 * @param group the group in which it is averaged, besides the mean of all: its kind, or its own
 *     name
 * @param image the photograph
 * @param trimap the trimap for the models
 * @param truth the truth to score against, if it is known
 */
record ComparedPicture(
    String name, String group, RgbImage image, Trimap trimap, Optional<Truth> truth) {
  /**
   * A true matte.
   *
   * @param alpha the matte
   * @param scored a trimap whose unknown pixels are scored
   */
  record Truth(AlphaMatte alpha, Trimap scored) {}
}
