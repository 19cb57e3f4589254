package dev.deepmatting.dl4j.model;

import dev.deepmatting.dl4j.internal.model.Vgg16Encoder;
import dev.deepmatting.dl4j.internal.model.Vgg16Form;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.network.ImportReport;
import dev.deepmatting.network.Variant;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The convolutions of a VGG16 with batch normalisation, trained to classify pictures, as the
 * encoder of the {@code seed} variant. The classifier is left where it is. The first kernel's
 * fourth input channel, the trimap's, is zero. Safe to share between threads as long as nobody
 * writes into the tensors.
 *
 * @since 0.1
 */
public final class Vgg16BnWeights {
  private final Vgg16Encoder encoder;

  private Vgg16BnWeights(Vgg16Encoder encoder) {
    this.encoder = encoder;
  }

  /**
   * Reads torchvision's {@code vgg16_bn}, or another file of its names and shapes at any width. Its
   * input is what this library's networks see too: red, green, blue in 0..1, minus ImageNet's mean,
   * divided by its standard deviation.
   *
   * @param file a PyTorch file of either container, or a safetensors or ONNX file
   * @return the weights
   * @throws ModelFormatException if the file cannot be read, or does not hold these tensors in
   *     these shapes, or one is not finite
   */
  public static Vgg16BnWeights from(Path file) {
    return new Vgg16BnWeights(Vgg16Encoder.read(file, List.of(Vgg16Form.TORCHVISION_BN)));
  }

  /**
   * Takes the convolutions of a DeepLearning4J graph: one that DeepLearning4J trained, read by its
   * {@code ModelSerializer}, or a Keras model by its {@code KerasModelImport}; a {@code
   * MultiLayerNetwork} by its {@code toComputationGraph()}. They are the graph's first thirteen, of
   * any names and any width, each with a batch normalisation behind it and no activation between;
   * NCHW or NHWC. Its input is red, green, blue as this library's networks see them, see {@link
   * #from(Path)}. Where a layer adds another epsilon than 1e-5 to its variances, the difference
   * goes into them, so that the encoder computes the same.
   *
   * @param graph an initialised graph, which is copied from and must not train meanwhile
   * @return the weights
   * @throws ModelFormatException if the graph does not have these layers in these shapes, or a
   *     number is not finite, or a variance negative
   * @throws InvalidInputException if the graph is not initialised
   */
  public static Vgg16BnWeights from(ComputationGraph graph) {
    Objects.requireNonNull(graph, "graph");
    return new Vgg16BnWeights(Vgg16Encoder.read(graph, Variant.VGG16_BN));
  }

  /**
   * The encoder's tensors.
   *
   * @return an unmodifiable map by the names of the {@code seed} variant, such as {@code
   *     down1.conv1.cbr_unit.0.weight} of shape [64, 4, 3, 3], in the order in which data flows
   */
  public Map<String, FloatTensor> encoder() {
    return Collections.unmodifiableMap(encoder.tensors());
  }

  /**
   * What became of the tensors of the file or the graph.
   *
   * @return the report, in which the classifier is skipped
   */
  public ImportReport report() {
    return encoder.report();
  }
}
