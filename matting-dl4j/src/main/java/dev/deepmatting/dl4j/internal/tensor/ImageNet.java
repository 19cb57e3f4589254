package dev.deepmatting.dl4j.internal.tensor;

import java.util.List;

/** ImageNet's colour statistics, which normalise the input of networks that start from VGG16. */
public final class ImageNet {
  /** Mean of red, green and blue in 0..1. */
  public static final List<Double> MEAN = List.of(0.485, 0.456, 0.406);

  /** Standard deviation of red, green and blue in 0..1. */
  public static final List<Double> STANDARD_DEVIATION = List.of(0.229, 0.224, 0.225);

  private ImageNet() {}
}
