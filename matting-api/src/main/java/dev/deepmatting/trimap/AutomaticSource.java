package dev.deepmatting.trimap;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.segmentation.SegmentationModel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes trimaps from what is found in the photograph: by a network, or without one what stands out.
 *
 * @param model the network, or null
 * @param objects which objects to keep
 */
record AutomaticSource(@Nullable SegmentationModel model, MaskedObjects objects)
    implements TrimapSource {
  AutomaticSource {
    Objects.requireNonNull(objects, "objects");
  }

  @Override
  public Trimap trimap(RgbImage image) {
    AlphaMatte found = model == null ? SalientObject.find(image).mask() : model.segment(image);
    AlphaMatte mask = objects.pick(found);
    requireObject(mask);
    return MaskBand.trimap(image, mask);
  }

  private void requireObject(AlphaMatte mask) {
    if (ObjectMask.hasObject(mask)) {
      return;
    }
    throw new InvalidInputException(
        "image has no object that "
            + (model == null ? "stands out" : "the network " + model.name() + " finds")
            + ", wanted one of the kind it knows; another network or a rectangle might help");
  }

  @Override
  public boolean isRough() {
    return true;
  }
}
