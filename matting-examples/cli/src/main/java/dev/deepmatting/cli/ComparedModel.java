package dev.deepmatting.cli;

import dev.deepmatting.Matting;
import dev.deepmatting.image.PictureFolder;
import dev.deepmatting.network.WeightSource;
import java.nio.file.Path;

/**
 * A loaded model with its name in tables and sheets.
 *
 * @param label a short name, unique among the compared models
 * @param matting the model
 */
record ComparedModel(String label, Matting matting) {
  /** Returns the name without {@code builtin:}, or the file's stem. */
  static String shortName(String model) {
    WeightSource source = WeightSource.parse(model);
    return source.isBuiltin() ? source.builtinName() : PictureFolder.stem(Path.of(model));
  }
}
