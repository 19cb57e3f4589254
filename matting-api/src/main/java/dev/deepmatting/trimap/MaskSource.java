package dev.deepmatting.trimap;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.check.Sizes;
import java.util.Objects;

/** Makes trimaps from a mask whose edge is only roughly right. */
record MaskSource(AlphaMatte mask, Band band) implements TrimapSource {
  MaskSource {
    Objects.requireNonNull(mask, "mask");
    Objects.requireNonNull(band, "band");
  }

  @Override
  public Trimap trimap(RgbImage image) {
    return Islands.cleared(image, withIslands(image), mask);
  }

  /** Returns the trimap in which parts not connected to the object are still unknown. */
  Trimap withIslands(RgbImage image) {
    Sizes.requireSame("mask", mask.width(), mask.height(), "image", image.width(), image.height());
    EdgeDoubt doubt = new EdgeDoubt(image, mask, band.pixelsIn(mask.width(), mask.height()));
    return TrimapGenerator.by(new DoubtWidening(band, doubt)).fromMask(mask);
  }

  @Override
  public boolean isRough() {
    return true;
  }
}
