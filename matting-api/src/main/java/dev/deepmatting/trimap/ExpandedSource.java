package dev.deepmatting.trimap;

import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import java.util.Objects;

/** Tightens another source's trimaps. */
record ExpandedSource(TrimapSource source, LabelExpansion expansion) implements TrimapSource {
  ExpandedSource {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(expansion, "expansion");
  }

  @Override
  public Trimap trimap(RgbImage image) {
    return expansion.expand(image, source.trimap(image));
  }

  @Override
  public boolean isRough() {
    return source.isRough();
  }
}
