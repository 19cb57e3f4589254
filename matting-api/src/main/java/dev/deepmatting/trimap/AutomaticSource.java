package dev.deepmatting.trimap;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.segmentation.SegmentationModel;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes trimaps from what is found in the photograph: by a network, or without one what stands out;
 * see {@link Trimaps#automatic(SegmentationModel, MaskedObjects)} and {@link Trimaps#salient}.
 * Immutable and safe to share between threads.
 *
 * <p>The unknown band follows the picture: it is narrow where the picture has a clear edge near the
 * mask's, and wide where it has none.
 *
 * @since 0.1
 */
public final class AutomaticSource implements TrimapSource {
  private final Optional<SegmentationModel> model;
  private final MaskedObjects objects;
  private final Shape shape;

  private AutomaticSource(Optional<SegmentationModel> model, MaskedObjects objects, Shape shape) {
    this.model = model;
    this.objects = Objects.requireNonNull(objects, "objects");
    this.shape = shape;
  }

  /**
   * Returns a source whose band follows the picture.
   *
   * @param model the network, or null
   * @param objects which objects to keep
   */
  static AutomaticSource of(@Nullable SegmentationModel model, MaskedObjects objects) {
    return new AutomaticSource(Optional.ofNullable(model), objects, MaskBand::trimap);
  }

  /**
   * Returns the same source with a band of one width, as that of {@link Trimaps#fromMask}: up to
   * twice as wide where the mask's edge is in doubt.
   *
   * @param band how far the unknown region extends from a certain edge, on both sides
   * @return a source that also throws an InvalidInputException if the band leaves nothing unknown,
   *     or nothing known
   */
  public AutomaticSource withBand(Band band) {
    Objects.requireNonNull(band, "band");
    return new AutomaticSource(
        model, objects, (image, mask) -> new MaskSource(mask, band).trimap(image));
  }

  /**
   * Returns the same source with a band that follows the picture within limits.
   *
   * @param least how far it extends from the mask's edge at least, on both sides
   * @param most how far it extends at most, at least a pixel
   * @return a source that also throws an InvalidInputException if the least is more than the most
   *     in a picture, or if the band leaves nothing known
   */
  public AutomaticSource withBand(Band least, Band most) {
    MaskBand.Limits limits = new MaskBand.Limits(least, most);
    return new AutomaticSource(
        model, objects, (image, mask) -> MaskBand.trimap(image, mask, limits));
  }

  @Override
  public Trimap trimap(RgbImage image) {
    AlphaMatte mask = objects.pick(found(image));
    if (!ObjectMask.hasObject(mask)) {
      throw new InvalidInputException(
          "image has no object that "
              + model
                  .map(network -> "the network " + network.name() + " finds")
                  .orElse("stands out")
              + ", wanted one of the kind it knows; another network or a rectangle might help");
    }
    return shape.trimap(image, mask);
  }

  private AlphaMatte found(RgbImage image) {
    return model.isPresent() ? model.get().segment(image) : SalientObject.find(image).mask();
  }

  @Override
  public boolean isRough() {
    return true;
  }

  /** Makes a trimap from a mask. */
  @FunctionalInterface
  private interface Shape {
    Trimap trimap(RgbImage image, AlphaMatte mask);
  }
}
