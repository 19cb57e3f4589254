package dev.deepmatting.evaluation;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.Trimap;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Draws what a report shows of one image. */
final class CasePanels {
  private CasePanels() {}

  static List<Panel> draw(
      AlphaMatte prediction,
      AlphaMatte truth,
      Optional<Trimap> trimap,
      Optional<Path> image,
      ImageFiles files) {
    return List.of();
  }
}
