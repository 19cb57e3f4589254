package dev.deepmatting.dl4j.model;

import dev.deepmatting.dl4j.internal.model.Vgg16Encoder;
import dev.deepmatting.dl4j.internal.model.Vgg16Form;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.network.ImportReport;
import dev.deepmatting.network.Variant;
import dev.deepmatting.network.WeightSource;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The convolutions of a VGG16 classifier with batch normalisation, as the encoder of the {@code
 * seed} variant, without the classifier's own layers. The first kernel's fourth input channel, the
 * trimap's, is zero. Safe to share between threads as long as no thread writes to the tensors.
 *
 * @since 0.1
 */
public final class Vgg16BnWeights {
  private final Vgg16Encoder encoder;

  private Vgg16BnWeights(Vgg16Encoder encoder) {
    this.encoder = encoder;
  }

  /**
   * Reads torchvision's {@code vgg16_bn}, or another file with its names and shapes, at any width.
   * Its input has this library's preprocessing: red, green, blue in 0..1, minus ImageNet's mean,
   * divided by its standard deviation.
   *
   * @param file a PyTorch file of either container, or a safetensors or ONNX file
   * @return the weights
   * @throws ModelFormatException if the file cannot be read, lacks one of these tensors in its
   *     shape, or one is not finite
   */
  public static Vgg16BnWeights from(Path file) {
    return from(WeightSource.file(file));
  }

  /**
   * Reads weights from a file or from memory; see {@link #from(Path)}.
   *
   * @param source a file, or {@link WeightSource#bytes}
   * @return the weights
   * @throws ModelFormatException as there
   */
  public static Vgg16BnWeights from(WeightSource source) {
    return new Vgg16BnWeights(Vgg16Encoder.read(source, List.of(Vgg16Form.TORCHVISION_BN)));
  }

  /**
   * Copies the convolutions of a DeepLearning4J graph: one that DeepLearning4J trained, read by
   * {@code ModelSerializer}, a Keras model read by {@code KerasModelImport}, or a {@code
   * MultiLayerNetwork} after {@code toComputationGraph()}. They are the graph's first thirteen,
   * with any names and any width, each directly followed by a batch normalisation; NCHW or NHWC.
   * Its input has this library's preprocessing, see {@link #from(Path)}. If a layer's epsilon is
   * not 1e-5, the difference is added to its variances, so that the results stay the same.
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
   * Returns the encoder's tensors.
   *
   * @return an unmodifiable map by the names of the {@code seed} variant, such as {@code
   *     down1.conv1.cbr_unit.0.weight} of shape [64, 4, 3, 3], in the order in which data flows
   */
  public Map<String, FloatTensor> encoder() {
    return Collections.unmodifiableMap(encoder.tensors());
  }

  /**
   * Returns what each tensor of the file or the graph became.
   *
   * @return the report, which lists the classifier as skipped
   */
  public ImportReport report() {
    return encoder.report();
  }
}
