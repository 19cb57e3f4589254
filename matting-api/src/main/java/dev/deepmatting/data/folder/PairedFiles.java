package dev.deepmatting.data.folder;

import dev.deepmatting.data.Foreground;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.internal.check.Sizes;
import java.nio.file.Path;

/**
 * A foreground in two files.
 *
 * @param colours its colours
 * @param alpha its matte
 */
record PairedFiles(Path colours, Path alpha) implements ForegroundFiles {
  @Override
  public Foreground decode(ImageFiles reader) {
    AlphaMatte matte = reader.readAlpha(alpha);
    Edges.require("alpha " + alpha, matte);
    RgbImage image = reader.readImage(colours);
    Sizes.requireSame(
        "alpha " + alpha,
        matte.width(),
        matte.height(),
        "foreground " + colours,
        image.width(),
        image.height());
    return new Foreground(name(), image, matte);
  }
}
