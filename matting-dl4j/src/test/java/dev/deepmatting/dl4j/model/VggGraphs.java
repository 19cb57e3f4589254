package dev.deepmatting.dl4j.model;

import dev.deepmatting.dl4j.fixture.Generated;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Networks of VGG16's form in DL4J, 2 channels wide, for pictures of 32x32, with a classifier. */
final class VggGraphs {
  static final int SIDE = 32;
  private static final int[] DEPTHS = {2, 2, 3, 3, 3};
  private static final int[] WIDTHS = {2, 4, 8, 16, 16};

  private CNN2DFormat format = CNN2DFormat.NCHW;
  private Activation activation = Activation.RELU;
  private BatchNormalization.Builder normalisation;
  private boolean bias = true;
  private int blocks = DEPTHS.length;
  private int wrongWidth;

  static VggGraphs plain() {
    return new VggGraphs();
  }

  /** With batch normalisation between convolution and ReLU. */
  static VggGraphs normalised(BatchNormalization.Builder normalisation) {
    VggGraphs graphs = new VggGraphs();
    graphs.normalisation = normalisation;
    graphs.activation = Activation.IDENTITY;
    return graphs;
  }

  VggGraphs format(CNN2DFormat format) {
    this.format = format;
    return this;
  }

  VggGraphs activation(Activation activation) {
    this.activation = activation;
    return this;
  }

  VggGraphs withoutBias() {
    bias = false;
    return this;
  }

  VggGraphs blocks(int blocks) {
    this.blocks = blocks;
    return this;
  }

  /** Another number of outputs for the first convolution of the second block. */
  VggGraphs wrongWidth(int wrongWidth) {
    this.wrongWidth = wrongWidth;
    return this;
  }

  /** An initialised network, whose parameters follow from their names. */
  ComputationGraph build() {
    ComputationGraph graph = configured();
    graph.init();
    graph.paramTable().forEach((name, array) -> fill(name, array));
    return graph;
  }

  ComputationGraph configured() {
    GraphBuilder builder =
        new NeuralNetConfiguration.Builder()
            .dataType(DataType.FLOAT)
            .convolutionMode(ConvolutionMode.Same)
            .graphBuilder()
            .addInputs("pixels");
    String last = "pixels";
    for (int block = 1; block <= blocks; block++) {
      for (int index = 1; index <= DEPTHS[block - 1]; index++) {
        boolean wrong = wrongWidth > 0 && block == 2 && index == 1;
        last = add(builder, block + "_" + index, wrong ? wrongWidth : WIDTHS[block - 1], last);
      }
      builder.addLayer(
          "pool" + block,
          new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).dataFormat(format).build(),
          last);
      last = "pool" + block;
    }
    OutputLayer classes = new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build();
    builder.addLayer("classes", classes, last).setOutputs("classes");
    builder.setInputTypes(InputType.convolutional(SIDE, SIDE, 3, format));
    return new ComputationGraph(builder.build());
  }

  private String add(GraphBuilder builder, String name, int width, String input) {
    builder.addLayer(
        "c" + name,
        new ConvolutionLayer.Builder(3, 3)
            .nOut(width)
            .hasBias(bias)
            .activation(activation)
            .dataFormat(format)
            .build(),
        input);
    if (normalisation == null) {
      return "c" + name;
    }
    builder.addLayer("n" + name, normalisation.build().clone(), "c" + name);
    builder.addLayer("r" + name, new ActivationLayer(Activation.RELU), "n" + name);
    return "r" + name;
  }

  private static void fill(String name, INDArray array) {
    boolean positive = name.endsWith("_var") || name.endsWith("_gamma");
    float[] values = new float[(int) array.length()];
    for (int i = 0; i < values.length; i++) {
      double value = Generated.value(name, i);
      values[i] = (float) (positive ? 1 + value / 2 : value / 2);
    }
    array.assign(Nd4j.createFromArray(values).reshape(array.shape()));
  }

  /** A picture as the network takes it, and the same as [3, height, width]. */
  static INDArray picture(CNN2DFormat format, double[] pixels) {
    INDArray picture = Nd4j.createFromArray(pixels).castTo(DataType.FLOAT);
    INDArray planes = picture.reshape(1, 3, SIDE, SIDE);
    return format == CNN2DFormat.NCHW ? planes : planes.permute(0, 2, 3, 1).dup();
  }

  /** What the last convolution gives after its ReLU, as [channels, height, width]. */
  static float[] features(ComputationGraph graph, CNN2DFormat format, double[] pixels) {
    List<String> names = List.of("r5_3", "c5_3");
    var activations = graph.feedForward(picture(format, pixels), false);
    INDArray last =
        names.stream().filter(activations::containsKey).map(activations::get).findFirst().get();
    INDArray planes = format == CNN2DFormat.NCHW ? last : last.permute(0, 3, 1, 2);
    return planes.dup('c').data().asFloat();
  }
}
