package dev.deepmatting.dl4j.internal.backprop;

import dev.deepmatting.dl4j.internal.tensor.TensorCodec;
import dev.deepmatting.dl4j.internal.weights.ConvolutionLayer;
import dev.deepmatting.dl4j.internal.weights.NetworkLayout;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.RefinementHead;
import dev.deepmatting.train.BatchNormalisation;
import dev.deepmatting.train.Stage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The network in one stage of its training: a forward pass computes the alpha for the stage's
 * losses; a backward pass takes that alpha's gradient and accumulates those of the parameters. Not
 * safe to share between threads.
 */
public final class TrainingNetwork {
  private static final int LEVELS = 5;
  private static final int COLOURS = 3;

  private final Kernels kernels;
  private final NetworkParameters parameters;
  private final NetworkConfig config;
  private final NetworkLayout layout;
  private final Stage stage;
  private final boolean batchStatistics;

  /**
   * Prepares a network for a stage.
   *
   * @param kernels the backend's layers
   * @param parameters the weights; those of the stage's groups have gradients
   * @param stage the groups that train
   * @param normalisation the statistics for layers that train; frozen layers always use their
   *     running statistics
   */
  public TrainingNetwork(
      Kernels kernels,
      NetworkParameters parameters,
      Stage stage,
      BatchNormalisation normalisation) {
    this.kernels = kernels;
    this.parameters = parameters;
    this.config = parameters.config();
    this.layout = new NetworkLayout(config);
    this.stage = stage;
    this.batchStatistics = normalisation == BatchNormalisation.BATCH_STATISTICS;
  }

  /**
   * Runs the network forward. If batch normalisation uses the batch's statistics, the running
   * statistics are updated.
   *
   * @param input [N, 4 + number of guides, H, W], H and W multiples of 32
   * @return the pass, for its backward pass or to be discarded
   */
  public Pass forward(FloatTensor input) {
    return new Pass(input);
  }

  /** One batch on its way through the network. */
  public final class Pass {
    private final FloatTensor input;
    private final Tape body = new Tape(kernels);
    private final Tape head = new Tape(kernels);
    private final Activation uploaded;
    private final Optional<GuideTerms> guides;
    private final Activation rawOutput;
    private final Optional<Activation> gates;
    private final double[] rawAlpha;
    private final double[] alpha;
    private Optional<Activation> headInput = Optional.empty();
    private Optional<Activation> headOutput = Optional.empty();

    private Pass(FloatTensor input) {
      this.input = input;
      uploaded = kernels.upload(input);
      boolean frozen = stage == Stage.REFINEMENT;
      guides = layout.guideGate().map(gate -> new GuideTerms(input));
      Layers layers = new Layers(kernels, parameters, body, batchStatistics && !frozen);
      Activation seen = seen(layers);
      rawOutput = layers.convolve(layout.rawAlpha(), seen, true);
      gates = layout.guideGate().map(gate -> layers.convolve(gate, seen, true));
      double[] rawLogit = rawLogit();
      rawAlpha = sigmoid(rawLogit);
      if (frozen) {
        body.discard();
      }
      alpha = stage.needsHead() ? refined(rawLogit) : rawAlpha;
    }

    /** Returns the input of the raw alpha's convolution. */
    private Activation seen(Layers layers) {
      Activation decoded = new Body(layers).run();
      return guides.map(terms -> layers.join(decoded, uploadPlanes(terms.seen()))).orElse(decoded);
    }

    private double[] rawLogit() {
      double[] logit = kernels.download(rawOutput);
      guides.ifPresent(terms -> terms.addTo(logit, kernels.download(gates.orElseThrow())));
      return logit;
    }

    private double[] refined(double[] rawLogit) {
      Activation first =
          kernels.upload(coloursAndAlpha(), input.size(0), 4, input.size(2), input.size(3));
      headInput = Optional.of(first);
      Layers layers = new Layers(kernels, parameters, head, batchStatistics);
      Activation value = first;
      for (ConvolutionLayer layer : layout.refinementHidden()) {
        value = layers.hidden(layer, value, value != first || headPassesOn());
      }
      Activation last = layers.convolve(layout.refinementPrediction(), value, true);
      headOutput = Optional.of(last);
      double[] logit = kernels.download(last);
      if (isResidual()) {
        for (int i = 0; i < logit.length; i++) {
          logit[i] += rawLogit[i];
        }
      }
      return sigmoid(logit);
    }

    private boolean headPassesOn() {
      return stage == Stage.OVERALL;
    }

    private boolean isResidual() {
      return config.refinementHead() == RefinementHead.LOGIT_RESIDUAL;
    }

    /**
     * Returns the head's input: the normalised colours and, in place of the trimap, the raw alpha.
     */
    private double[] coloursAndAlpha() {
      int plane = input.size(2) * input.size(3);
      float[] source = input.values();
      double[] values = new double[input.size(0) * TensorCodec.CHANNELS * plane];
      for (int sample = 0; sample < input.size(0); sample++) {
        int start = sample * TensorCodec.CHANNELS * plane;
        int from = sample * input.size(1) * plane;
        for (int i = 0; i < COLOURS * plane; i++) {
          values[start + i] = source[from + i];
        }
        System.arraycopy(rawAlpha, sample * plane, values, start + COLOURS * plane, plane);
      }
      return values;
    }

    /**
     * Returns the alpha for the stage's losses: the raw or the refined one.
     *
     * @return the pass's own array, [N, 1, H, W] in 0..1
     */
    public double[] alpha() {
      return alpha;
    }

    /**
     * Runs the backward pass, adds to the gradients of the parameters, and frees the pass's memory.
     *
     * @param alphaGradient the gradient of the loss with regard to {@link #alpha()}
     */
    public void backward(double[] alphaGradient) {
      double[] logitGradient = throughSigmoid(alpha, alphaGradient);
      double[] rawGradient = stage.needsHead() ? backwardThroughHead(logitGradient) : logitGradient;
      if (stage != Stage.REFINEMENT) {
        guides.ifPresent(
            terms -> body.add(gates.orElseThrow(), uploadPlanes(terms.gateGradient(rawGradient))));
        body.add(rawOutput, uploadPlanes(rawGradient));
        body.backward();
      }
      kernels.release(uploaded);
    }

    private double[] backwardThroughHead(double[] logitGradient) {
      head.add(headOutput.orElseThrow(), uploadPlanes(logitGradient));
      head.backward();
      double[] rawGradient = isResidual() ? logitGradient : new double[logitGradient.length];
      if (headPassesOn()) {
        addThroughRawAlpha(rawGradient);
      }
      headInput.ifPresent(kernels::release);
      return rawGradient;
    }

    private void addThroughRawAlpha(double[] rawGradient) {
      Activation gradient = head.take(headInput.orElseThrow());
      double[] values = kernels.download(gradient);
      kernels.release(gradient);
      int plane = input.size(2) * input.size(3);
      for (int i = 0; i < rawGradient.length; i++) {
        int sample = i / plane;
        int at = (sample * TensorCodec.CHANNELS + COLOURS) * plane + i % plane;
        rawGradient[i] += values[at] * rawAlpha[i] * (1 - rawAlpha[i]);
      }
    }

    /** Uploads as many channels as there are values for. */
    private Activation uploadPlanes(double[] values) {
      int channels = values.length / rawPixels();
      return kernels.upload(values, input.size(0), channels, input.size(2), input.size(3));
    }

    private int rawPixels() {
      return input.size(0) * input.size(2) * input.size(3);
    }

    /** Frees the pass's memory without a backward pass. */
    public void discard() {
      head.discard();
      body.discard();
      headInput.ifPresent(kernels::release);
      kernels.release(uploaded);
    }

    /** Encoder, bridge and decoder. */
    private final class Body {
      private final Layers layers;

      Body(Layers layers) {
        this.layers = layers;
      }

      /** Returns the result of the last decoder step. */
      Activation run() {
        Activation[] features = new Activation[LEVELS];
        Pooled[] pooled = new Pooled[LEVELS];
        Activation value = uploaded;
        for (int block = 1; block <= LEVELS; block++) {
          for (ConvolutionLayer layer : layout.encoderBlock(block)) {
            value = layers.hidden(layer, value, value != uploaded);
          }
          features[block - 1] = value;
          pooled[block - 1] = layers.pool(value);
          value = pooled[block - 1].output();
        }
        for (ConvolutionLayer layer : layout.bridge()) {
          value = layers.hidden(layer, value, true);
        }
        for (int level = LEVELS; level >= 1; level--) {
          Activation upsampled = upsample(level, value, features[level - 1], pooled[level - 1]);
          value = layers.hidden(layout.decoder(level), upsampled, true);
        }
        return value;
      }

      private Activation upsample(int level, Activation value, Activation feature, Pooled pooled) {
        @Nullable Activation added = config.skip() ? feature : null;
        return switch (config.upsampling()) {
          case MAX_UNPOOL -> layers.unpool(pooled, value, added);
          case BILINEAR -> layers.doubled(value, added);
          case TRANSPOSED_CONVOLUTION ->
              layers.convolveTransposed(layout.learnedUpsampling(level), value, added);
        };
      }
    }
  }

  private static double[] sigmoid(double[] logit) {
    double[] result = new double[logit.length];
    for (int i = 0; i < logit.length; i++) {
      result[i] = 1 / (1 + Math.exp(-logit[i]));
    }
    return result;
  }

  private static double[] throughSigmoid(double[] alpha, double[] gradient) {
    double[] result = new double[alpha.length];
    for (int i = 0; i < alpha.length; i++) {
      result[i] = gradient[i] * alpha[i] * (1 - alpha[i]);
    }
    return result;
  }
}
