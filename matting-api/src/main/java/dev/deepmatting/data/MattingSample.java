package dev.deepmatting.data;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.check.Sizes;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A training sample: the network's input, image and trimap, and the truth about them. Immutable and
 * safe to share between threads. All pictures have the same size; colours have 8 bits, and alpha is
 * a multiple of 1/255, so writing a sample to files loses nothing.
 *
 * @param name its name, for messages and file names
 * @param image the network's input: the merged picture, with noise and other photometric steps if
 *     the recipe has them
 * @param trimap the trimap; never contradicts alpha
 * @param foreground the object's pure colours
 * @param background the surroundings
 * @param alpha the true matte
 * @param merged alpha * foreground + (1 - alpha) * background, rounded, without photometric steps
 * @param guides mattes that a guided network takes in addition to image and trimap; otherwise none
 * @since 0.1
 */
public record MattingSample(
    String name,
    RgbImage image,
    Trimap trimap,
    RgbImage foreground,
    RgbImage background,
    AlphaMatte alpha,
    RgbImage merged,
    List<AlphaMatte> guides) {
  /**
   * Checks the sizes.
   *
   * @param name its name
   * @param image the network's input
   * @param trimap the trimap
   * @param foreground the object's pure colours
   * @param background the surroundings
   * @param alpha the true matte
   * @param merged the exact composite
   * @param guides mattes that the network takes, copied
   * @throws InvalidInputException if the sizes differ
   */
  public MattingSample {
    Objects.requireNonNull(name, "name");
    requireSize("image", image.width(), image.height(), alpha);
    requireSize("trimap", trimap.width(), trimap.height(), alpha);
    requireSize("foreground", foreground.width(), foreground.height(), alpha);
    requireSize("background", background.width(), background.height(), alpha);
    requireSize("merged", merged.width(), merged.height(), alpha);
    guides = List.copyOf(guides);
    for (AlphaMatte guide : guides) {
      requireSize("guide", guide.width(), guide.height(), alpha);
    }
  }

  /**
   * Creates a sample without guides.
   *
   * @param name its name
   * @param image the network's input
   * @param trimap the trimap
   * @param foreground the object's pure colours
   * @param background the surroundings
   * @param alpha the true matte
   * @param merged the exact composite
   * @throws InvalidInputException if the sizes differ
   */
  public MattingSample(
      String name,
      RgbImage image,
      Trimap trimap,
      RgbImage foreground,
      RgbImage background,
      AlphaMatte alpha,
      RgbImage merged) {
    this(name, image, trimap, foreground, background, alpha, merged, List.of());
  }

  /**
   * Returns the same sample with guides.
   *
   * @param mattes mattes that the network takes in addition to image and trimap, of the same size
   * @return a new sample
   * @throws InvalidInputException if the sizes differ
   */
  public MattingSample withGuides(List<AlphaMatte> mattes) {
    return new MattingSample(name, image, trimap, foreground, background, alpha, merged, mattes);
  }

  /** Returns the sample with each of its pictures changed; the image can be the exact composite. */
  MattingSample mapped(
      UnaryOperator<RgbImage> colours,
      UnaryOperator<Trimap> labels,
      UnaryOperator<AlphaMatte> mattes) {
    RgbImage composite = colours.apply(merged);
    return new MattingSample(
        name,
        image == merged ? composite : colours.apply(image),
        labels.apply(trimap),
        colours.apply(foreground),
        colours.apply(background),
        mattes.apply(alpha),
        composite,
        guides.stream().map(mattes).toList());
  }

  /**
   * Returns the width.
   *
   * @return pixels per row
   */
  public int width() {
    return alpha.width();
  }

  /**
   * Returns the height.
   *
   * @return rows
   */
  public int height() {
    return alpha.height();
  }

  private static void requireSize(String name, int width, int height, AlphaMatte alpha) {
    Sizes.requireSame(name, width, height, "alpha", alpha.width(), alpha.height());
  }
}
