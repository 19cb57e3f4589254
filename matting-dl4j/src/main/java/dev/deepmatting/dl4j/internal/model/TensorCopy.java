package dev.deepmatting.dl4j.internal.model;

import dev.deepmatting.dl4j.internal.weights.TensorFile;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.network.ImportReport;
import dev.deepmatting.network.WeightSource;
import java.util.Map;
import java.util.Optional;

/**
 * A classifier's convolutions as they are in a file, to be written in another format.
 *
 * @param contents what they are, in words
 * @param tensors tensors by the names and in the shapes of the file
 * @param provenance where they came from, in words
 * @param report what was read and what was left out
 */
public record TensorCopy(
    String contents, Map<String, FloatTensor> tensors, String provenance, ImportReport report) {
  /**
   * Reads the convolutions of a VGG16 classifier, if a file holds one.
   *
   * @param source the file
   * @return empty if it holds something else
   * @throws dev.deepmatting.error.ModelFormatException if it is of no known format or damaged
   */
  public static Optional<TensorCopy> ofClassifier(WeightSource source) {
    try (TensorFile file = TensorFiles.open(source)) {
      StateDict tensors = new StateDict("model " + source, file);
      return Vgg16Form.of(tensors)
          .map(
              form -> {
                TensorImport imported = form.imported(tensors);
                return new TensorCopy(
                    form.words(),
                    imported.read(form.words(), source.strict()),
                    Provenance.of(source, tensors),
                    imported.report());
              });
    }
  }
}
