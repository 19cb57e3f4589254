package dev.deepmatting.cli;

import dev.deepmatting.Matting;
import dev.deepmatting.image.PictureFolder;
import dev.deepmatting.network.WeightSource;
import java.nio.file.Path;

/**
 * A loaded model under the name that tables and sheets give it.
 *
 * @param label short, and its own among the models that are compared
 * @param matting predicts
 */
record ComparedModel(String label, Matting matting) {
  /** The name without {@code builtin:}, or the file's stem. */
  static String shortName(String model) {
    WeightSource source = WeightSource.parse(model);
    return source.isBuiltin() ? source.builtinName() : PictureFolder.stem(Path.of(model));
  }
}
