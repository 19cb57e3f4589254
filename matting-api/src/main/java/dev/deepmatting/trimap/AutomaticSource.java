package dev.deepmatting.trimap;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.segmentation.SegmentationModel;
import java.util.Objects;

/** Makes trimaps from what a network finds in the photograph. */
record AutomaticSource(SegmentationModel model, MaskedObjects objects) implements TrimapSource {
  private static final float OBJECT = 0.5f;
  private static final Band BAND = Band.relative(0.02);

  AutomaticSource {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(objects, "objects");
  }

  @Override
  public Trimap trimap(RgbImage image) {
    AlphaMatte mask = objects.pick(model.segment(image));
    requireObject(mask);
    return trimap(image, mask);
  }

  private void requireObject(AlphaMatte mask) {
    float[] row = new float[mask.width()];
    for (int y = 0; y < mask.height(); y++) {
      mask.readRow(y, row);
      for (float value : row) {
        if (value >= OBJECT) {
          return;
        }
      }
    }
    throw new InvalidInputException(
        "image has no object that the network "
            + model.name()
            + " finds, wanted one of the kind it knows; another network or a rectangle might help");
  }

  /** The rule that makes a trimap from a soft mask. */
  private static Trimap trimap(RgbImage image, AlphaMatte mask) {
    float[] values = mask.toFloatArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] >= OBJECT ? 1 : 0;
    }
    return new MaskSource(AlphaMatte.of(mask.width(), mask.height(), values), BAND).trimap(image);
  }

  @Override
  public boolean isRough() {
    return true;
  }
}
