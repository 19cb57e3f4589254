package dev.deepmatting.examples;

import dev.deepmatting.data.Recipe;
import dev.deepmatting.data.TrimapPolicy;
import dev.deepmatting.data.scene.ProceduralScenes;
import dev.deepmatting.data.scene.SceneFamily;
import dev.deepmatting.dl4j.data.SampleBatchIterator;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Trains a DeepLearning4J network, a {@code ComputationGraph} of two convolutions, on this
 * library's samples: from four channels, the colours and the trimap, it learns alpha. It takes a
 * few seconds and needs no data.
 *
 * <p>Arguments: {@code FILE STEPS}, the file of the network and the number of steps. Without any,
 * {@code out/graph.zip} and 30.
 */
public final class GraphExample {
  private static final int SIDE = 32;
  private static final int BATCH = 4;
  private static final int CHANNELS = 8;

  /** The index of alpha in the labels of a batch. */
  private static final int ALPHA = 9;

  private GraphExample() {}

  /**
   * Trains, prints how the loss falls, and saves.
   *
   * @param args the file and the number of steps
   * @throws IOException if the file cannot be written
   */
  public static void main(String[] args) throws IOException {
    File file = new File(args.length > 0 ? args[0] : "out/graph.zip");
    ComputationGraph graph = graph();
    List<Double> losses = train(graph, args.length > 1 ? Integer.parseInt(args[1]) : 30);
    for (int step = 0; step < losses.size(); step += 5) {
      System.out.printf("step %d: loss %.4f%n", step + 1, losses.get(step));
    }
    file.getAbsoluteFile().getParentFile().mkdirs();
    ModelSerializer.writeModel(graph, file, true);
    System.out.println("Wrote " + file);
  }

  static ComputationGraph graph() {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(3e-2))
                .convolutionMode(ConvolutionMode.Same)
                .graphBuilder()
                .addInputs("picture")
                .addLayer("edges", convolution(CHANNELS, Activation.RELU), "picture")
                .addLayer("logit", convolution(1, Activation.IDENTITY), "edges")
                .addLayer(
                    "alpha",
                    new CnnLossLayer.Builder(LossFunction.MSE)
                        .activation(Activation.SIGMOID)
                        .build(),
                    "logit")
                .setOutputs("alpha")
                .setInputTypes(InputType.convolutional(SIDE, SIDE, 4))
                .build());
    graph.init();
    return graph;
  }

  private static ConvolutionLayer convolution(int outputs, Activation activation) {
    return new ConvolutionLayer.Builder(3, 3).nOut(outputs).activation(activation).build();
  }

  /** Returns the mean squared error of each step's batch, before the network learned from it. */
  static List<Double> train(ComputationGraph graph, int steps) {
    ProceduralScenes scenes =
        ProceduralScenes.builder()
            .seed(1)
            .families(SceneFamily.SOFT_EDGE, SceneFamily.HOLES)
            .camouflageShare(0)
            .size(2 * SIDE, 3 * SIDE)
            .build();
    Recipe recipe =
        Recipe.paper().toBuilder()
            .size(SIDE)
            .cropSides(2 * SIDE)
            .trimap(TrimapPolicy.bothWays(2, 2, 1, 2))
            .build();
    List<Double> losses = new ArrayList<>();
    try (SampleBatchIterator batches =
        SampleBatchIterator.builder(recipe.of(scenes, 1))
            .batchSize(BATCH)
            .epochLength(steps * BATCH)
            .open()) {
      batches.setPreProcessor(GraphExample::wantAlphaAlone);
      while (batches.hasNext()) {
        graph.fit(batches.next());
        losses.add(graph.score() / (SIDE * SIDE));
      }
    }
    return losses;
  }

  private static void wantAlphaAlone(MultiDataSet batch) {
    INDArrayIndex all = NDArrayIndex.all();
    INDArrayIndex alpha = NDArrayIndex.interval(ALPHA, ALPHA + 1);
    batch.setLabels(0, batch.getLabels(0).get(all, alpha, all, all).dup());
  }
}
