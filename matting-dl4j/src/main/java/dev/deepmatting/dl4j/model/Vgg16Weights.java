package dev.deepmatting.dl4j.model;

import dev.deepmatting.dl4j.internal.model.Vgg16Encoder;
import dev.deepmatting.dl4j.internal.model.Vgg16Form;
import dev.deepmatting.dl4j.internal.tensor.ImageNet;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.network.ImportReport;
import dev.deepmatting.network.Variant;
import dev.deepmatting.network.WeightSource;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The convolutions of a plain VGG16 classifier, as the encoder of the {@code classic} variant,
 * without the classifier's own layers. The first kernel's fourth input channel, the trimap's, is
 * zero. Safe to share between threads as long as no thread writes to the tensors.
 *
 * @since 0.1
 */
public final class Vgg16Weights {
  private final Map<String, FloatTensor> encoder;
  private final ImportReport report;

  private Vgg16Weights(Map<String, FloatTensor> encoder, ImportReport report) {
    this.encoder = encoder;
    this.report = report;
  }

  /** The preprocessing of colours with which the network was trained. */
  public enum Preprocessing {
    /**
     * Red, green, blue in 0..1, minus ImageNet's mean, divided by its standard deviation, as in
     * torchvision and in this library's networks.
     */
    TORCH,
    /**
     * Blue, green, red in 0..255, minus the means 103.939, 116.779, 123.68, as in Caffe and the
     * files of Keras Applications. The first layer is converted to this library's input, with the
     * same results inside the picture; beyond the border, kernels see the mean of their training to
     * within half a gray level.
     */
    CAFFE
  }

  /**
   * Reads torchvision's {@code vgg16}, or another file with its names and shapes, at any width.
   *
   * @param file a PyTorch file of either container, or a safetensors or ONNX file
   * @return the weights
   * @throws ModelFormatException if the file cannot be read, lacks one of these tensors in its
   *     shape, or one is not finite
   * @throws InvalidInputException if it is a Keras file, which does not declare its preprocessing
   */
  public static Vgg16Weights from(Path file) {
    return from(WeightSource.file(file));
  }

  /**
   * Reads weights from a file or from memory; see {@link #from(Path)}.
   *
   * @param source a file, or {@link WeightSource#bytes}
   * @return the weights
   * @throws ModelFormatException as there
   * @throws InvalidInputException as there
   */
  public static Vgg16Weights from(WeightSource source) {
    return of(read(source));
  }

  /**
   * Reads torchvision's {@code vgg16} or a Keras file of VGG16, with or without its classifier.
   *
   * @param file a Keras, PyTorch, safetensors or ONNX file
   * @param preprocessing what the weights were trained with
   * @return the weights
   * @throws ModelFormatException if the file cannot be read, lacks one of these tensors in its
   *     shape, or one is not finite
   */
  public static Vgg16Weights from(Path file, Preprocessing preprocessing) {
    Objects.requireNonNull(preprocessing, "preprocessing");
    return of(read(WeightSource.file(file)), preprocessing);
  }

  /**
   * Copies the convolutions of a DeepLearning4J graph: one that DeepLearning4J trained, read by
   * {@code ModelSerializer}, or a {@code MultiLayerNetwork} after {@code toComputationGraph()}.
   * They are the graph's first thirteen, with any names and any width, without batch normalisation;
   * NCHW or NHWC. Its input has this library's preprocessing, see {@link Preprocessing#TORCH}.
   *
   * @param graph an initialised graph, which is copied from and must not train meanwhile
   * @return the weights
   * @throws ModelFormatException if the graph does not have these layers in these shapes, or a
   *     number is not finite
   * @throws InvalidInputException if the graph is not initialised, or its first layer has the Keras
   *     name {@code block1_conv1}, so that its preprocessing is unknown
   */
  public static Vgg16Weights from(ComputationGraph graph) {
    return of(read(graph));
  }

  /**
   * Copies the convolutions of a DeepLearning4J graph like {@link #from(ComputationGraph)}, also of
   * one from Keras: by {@code KerasModelImport}, or as the pretrained VGG16 of DeepLearning4J's
   * zoo.
   *
   * @param graph an initialised graph, which is copied from and must not train meanwhile
   * @param preprocessing what the weights were trained with; {@link Preprocessing#CAFFE} for Keras
   *     Applications and the zoo
   * @return the weights
   * @throws ModelFormatException if the graph does not have these layers in these shapes, or a
   *     number is not finite
   * @throws InvalidInputException if the graph is not initialised
   */
  public static Vgg16Weights from(ComputationGraph graph, Preprocessing preprocessing) {
    Objects.requireNonNull(preprocessing, "preprocessing");
    return of(read(graph), preprocessing);
  }

  private static Vgg16Encoder read(WeightSource source) {
    return Vgg16Encoder.read(source, List.of(Vgg16Form.TORCHVISION, Vgg16Form.KERAS));
  }

  private static Vgg16Encoder read(ComputationGraph graph) {
    Objects.requireNonNull(graph, "graph");
    return Vgg16Encoder.read(graph, Variant.CLASSIC);
  }

  private static Vgg16Weights of(Vgg16Encoder encoder) {
    if (encoder.hasKerasNames()) {
      throw new InvalidInputException(
          encoder.origin()
              + " has Keras names, and does not declare the preprocessing of its weights;"
              + " wanted it as second parameter, CAFFE for those of Keras Applications, or TORCH");
    }
    return of(encoder, Preprocessing.TORCH);
  }

  private static Vgg16Weights of(Vgg16Encoder encoder, Preprocessing preprocessing) {
    Map<String, FloatTensor> tensors = new LinkedHashMap<>(encoder.tensors());
    if (preprocessing == Preprocessing.CAFFE) {
      CaffeColours.translate(tensors);
    }
    return new Vgg16Weights(tensors, encoder.report());
  }

  /**
   * Returns the encoder's tensors.
   *
   * @return an unmodifiable map by the names of the {@code classic} variant, such as {@code
   *     conv1_1.weight} of shape [64, 4, 3, 3], in the order in which data flows
   */
  public Map<String, FloatTensor> encoder() {
    return Collections.unmodifiableMap(encoder);
  }

  /**
   * Returns what each tensor of the file or the graph became.
   *
   * @return the report, which lists the classifier as skipped
   */
  public ImportReport report() {
    return report;
  }

  /**
   * Converts a first layer that was trained on Caffe's colours to this library's: with x = 255 (s u
   * + m) - c, where u is the colour as normalised here, m and s are ImageNet's mean and standard
   * deviation and c is Caffe's mean, a kernel w on x is the kernel 255 s w on u, and the sum of w
   * (255 m - c) goes into the bias. Blue and red swap.
   */
  static final class CaffeColours {
    private static final String KERNEL = "conv1_1.weight";
    private static final String BIAS = "conv1_1.bias";

    /** Red, green, blue. */
    private static final double[] CAFFE_MEAN = {123.68, 116.779, 103.939};

    private CaffeColours() {}

    /** Replaces the first layer's tensors. */
    static void translate(Map<String, FloatTensor> encoder) {
      FloatTensor kernel = Objects.requireNonNull(encoder.get(KERNEL), KERNEL);
      int channels = kernel.size(1);
      int area = kernel.size(2) * kernel.size(3);
      float[] weights = kernel.values().clone();
      float[] biases = Objects.requireNonNull(encoder.get(BIAS), BIAS).values().clone();
      for (int output = 0; output < kernel.size(0); output++) {
        double shift = 0;
        for (int colour = 0; colour < CAFFE_MEAN.length; colour++) {
          int from = (output * channels + CAFFE_MEAN.length - 1 - colour) * area;
          int to = (output * channels + colour) * area;
          for (int i = 0; i < area; i++) {
            double weight = kernel.values()[from + i];
            weights[to + i] = (float) (255 * ImageNet.STANDARD_DEVIATION.get(colour) * weight);
            shift += weight * (255 * ImageNet.MEAN.get(colour) - CAFFE_MEAN[colour]);
          }
        }
        biases[output] = (float) (biases[output] + shift);
      }
      encoder.put(KERNEL, new FloatTensor(weights, kernel.shape()));
      encoder.put(BIAS, new FloatTensor(biases, biases.length));
    }
  }
}
