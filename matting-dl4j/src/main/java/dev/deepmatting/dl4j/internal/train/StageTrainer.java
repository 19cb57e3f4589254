package dev.deepmatting.dl4j.internal.train;

import dev.deepmatting.dl4j.internal.backprop.Kernels;
import dev.deepmatting.dl4j.internal.backprop.NetworkParameters;
import dev.deepmatting.dl4j.internal.backprop.NetworkParameters.Segment;
import dev.deepmatting.dl4j.internal.backprop.TrainingNetwork;
import dev.deepmatting.dl4j.internal.loss.MattingLoss;
import dev.deepmatting.dl4j.internal.tensor.Batch;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.train.Loss;
import dev.deepmatting.train.StageRecipe;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains a network in one stage, batch by batch. Not safe to share between threads; all calls come
 * from one thread.
 */
final class StageTrainer implements AutoCloseable {
  /** PyTorch adds this to a norm before it divides by it. */
  private static final double NORM_EPSILON = 1e-6;

  private final StageRecipe recipe;
  private final long steps;
  private final NetworkParameters parameters;
  private final TrainingNetwork network;
  private final MattingLoss loss;
  private final ParameterUpdate update;
  private final Optional<WeightAverage> average;
  private long step;

  /**
   * Starts a stage.
   *
   * @param weights the starting point
   * @param recipe how it trains
   * @param steps the length of the learning rate's schedule
   * @param kernels the backend's layers; the caller closes them
   * @param type float or double, like the kernels
   */
  StageTrainer(
      NetworkWeights weights, StageRecipe recipe, long steps, Kernels kernels, DataType type) {
    this(weights, weights, recipe, steps, kernels, type);
  }

  /**
   * Continues a stage.
   *
   * @param weights the network in training
   * @param result the stage's result so far: the average of the weights, if the recipe has one
   * @param recipe how it trains
   * @param steps the length of the learning rate's schedule
   * @param kernels the backend's layers; the caller closes them
   * @param type float or double, like the kernels
   */
  StageTrainer(
      NetworkWeights weights,
      NetworkWeights result,
      StageRecipe recipe,
      long steps,
      Kernels kernels,
      DataType type) {
    this.recipe = recipe;
    this.steps = steps;
    parameters = new NetworkParameters(weights, type, recipe.stage().trains());
    network = new TrainingNetwork(kernels, parameters, recipe.stage(), recipe.batchNormalisation());
    loss = new MattingLoss(recipe.losses());
    update = ParameterUpdate.of(recipe.optimiser(), parameters.trained());
    average =
        recipe.averaging() > 0
            ? Optional.of(new WeightAverage(recipe.averaging(), parameters, result, type))
            : Optional.empty();
  }

  /** Returns the number of completed steps. */
  long step() {
    return step;
  }

  /** Returns a copy of the network in training. */
  NetworkWeights weights() {
    return parameters.weights();
  }

  /** Returns a copy of the stage's result: the averaged network, or else the one in training. */
  NetworkWeights result() {
    return average.map(WeightAverage::weights).orElseGet(this::weights);
  }

  /** Returns a copy of the network in training, if it is not the result. */
  Optional<NetworkWeights> raw() {
    return average.map(any -> weights());
  }

  NetworkParameters parameters() {
    return parameters;
  }

  /** Returns the optimiser's state: its own arrays, by name. */
  Map<String, INDArray> memory() {
    return update.memory();
  }

  /**
   * Continues at the step of another trainer with this recipe, whose state was copied into this
   * one's.
   */
  void continueAt(long stepsDone) {
    step = stepsDone;
  }

  /**
   * Updates the parameters once, unless the gradient is NaN or infinite.
   *
   * @param batch the whole batch; its parts pass through the network one by one
   */
  StepValues step(Batch batch) {
    parameters.clearGradients();
    StepValues values = gradients(batch);
    if (!values.isFinite()) {
      return values;
    }
    clip(values.gradientNorm());
    for (Segment segment : parameters.trained()) {
      update.apply(segment, recipe.learningRate(segment.group(), step, steps), step);
    }
    average.ifPresent(all -> all.update(step));
    step++;
    return values;
  }

  private StepValues gradients(Batch batch) {
    long unknown = MattingLoss.unknownPixels(batch.label());
    Map<Loss, Double> losses = new EnumMap<>(Loss.class);
    double total = 0;
    for (int first = 0; first < batch.size(); first += recipe.microBatch()) {
      Batch part = batch.part(first, Math.min(batch.size(), first + recipe.microBatch()));
      TrainingNetwork.Pass pass = network.forward(part.input());
      MattingLoss.Value value = loss.of(pass.alpha(), part.label(), unknown);
      pass.backward(value.gradient());
      value.losses().forEach((name, number) -> losses.merge(name, number, Double::sum));
      total += value.total();
    }
    return new StepValues(total, losses, gradientNorm(), unknown);
  }

  private double gradientNorm() {
    double squares = 0;
    for (Segment segment : parameters.trained()) {
      double norm = segment.gradients().norm2Number().doubleValue();
      squares += norm * norm;
    }
    return Math.sqrt(squares);
  }

  private void clip(double norm) {
    double factor = recipe.clipNorm() / (norm + NORM_EPSILON);
    if (factor < 1) {
      parameters.trained().forEach(segment -> segment.gradients().muli(factor));
    }
  }

  @Override
  public void close() {
    average.ifPresent(WeightAverage::close);
    update.close();
    parameters.close();
  }

  /**
   * The results of a step.
   *
   * @param loss the weighted sum
   * @param losses each loss separately, unweighted
   * @param gradientNorm the global norm before clipping
   * @param unknownPixels the size of the batch's unknown region
   */
  record StepValues(
      double loss, Map<Loss, Double> losses, double gradientNorm, long unknownPixels) {
    /** Returns whether all values are finite. */
    boolean isFinite() {
      return Double.isFinite(loss) && Double.isFinite(gradientNorm);
    }
  }
}
