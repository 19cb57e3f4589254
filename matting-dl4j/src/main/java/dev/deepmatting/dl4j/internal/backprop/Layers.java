package dev.deepmatting.dl4j.internal.backprop;

import dev.deepmatting.dl4j.internal.weights.ConvolutionLayer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The layers of the network; each records its backward pass on a tape. */
final class Layers {
  private final Kernels kernels;
  private final NetworkParameters parameters;
  private final Tape tape;
  private final boolean batchStatistics;

  /**
   * Creates layers that record on a tape.
   *
   * @param batchStatistics whether normalisation uses the batch's statistics and updates the
   *     running ones
   */
  Layers(Kernels kernels, NetworkParameters parameters, Tape tape, boolean batchStatistics) {
    this.kernels = kernels;
    this.parameters = parameters;
    this.tape = tape;
    this.batchStatistics = batchStatistics;
  }

  private Parameter parameter(String prefix, String suffix) {
    return parameters.parameter(prefix + suffix);
  }

  /** Convolves; the input's gradient is passed on if it is wanted. */
  Activation convolve(ConvolutionLayer layer, Activation input, boolean wanted) {
    Parameter kernel = parameter(layer.name(), ".weight");
    Parameter bias = parameter(layer.name(), ".bias");
    Activation output = kernels.convolve(input, kernel, bias);
    tape.record(
        output,
        gradient -> convolveBackward(layer, input, gradient, wanted),
        () -> kernels.release(output));
    return output;
  }

  private void convolveBackward(
      ConvolutionLayer layer, Activation input, Activation gradient, boolean wanted) {
    Parameter kernel = parameter(layer.name(), ".weight");
    Parameter bias = parameter(layer.name(), ".bias");
    @Nullable Activation before = kernels.convolveBackward(input, gradient, kernel, bias, wanted);
    kernels.release(gradient);
    if (before != null) {
      tape.add(input, before);
    }
  }

  /** Convolves, then applies batch normalisation, if any, and ReLU. */
  Activation hidden(ConvolutionLayer layer, Activation input, boolean wanted) {
    Activation convolved =
        kernels.convolve(
            input, parameter(layer.name(), ".weight"), parameter(layer.name(), ".bias"));
    Consumer<Activation> convolution = gradient -> convolveBackward(layer, input, gradient, wanted);
    return layer.batchNorm() == null
        ? rectify(convolved, convolution)
        : normalise(layer.batchNorm(), convolved, convolution);
  }

  private Activation rectify(Activation convolved, Consumer<Activation> convolution) {
    Activation output = kernels.rectify(convolved);
    kernels.release(convolved);
    tape.record(
        output,
        gradient -> {
          Activation before = kernels.rectifyBackward(output, gradient);
          kernels.release(gradient);
          convolution.accept(before);
        },
        () -> kernels.release(output));
    return output;
  }

  private Activation normalise(
      String name, Activation convolved, Consumer<Activation> convolution) {
    Parameter scale = parameter(name, ".weight");
    Parameter shift = parameter(name, ".bias");
    Normalised normalised = normalised(name, convolved, scale, shift);
    tape.record(
        normalised.output(),
        gradient -> {
          Activation before =
              kernels.normaliseBackward(convolved, normalised, gradient, scale, shift);
          kernels.release(gradient);
          convolution.accept(before);
        },
        () -> {
          kernels.release(normalised);
          kernels.release(convolved);
        });
    return normalised.output();
  }

  private Normalised normalised(String name, Activation input, Parameter scale, Parameter shift) {
    RunningStatistics running = parameters.statistics(name);
    double epsilon = parameters.config().batchNormEpsilon();
    if (!batchStatistics) {
      return kernels.normalise(input, scale, shift, epsilon, running.mean(), running.variance());
    }
    Normalised normalised = kernels.normalise(input, scale, shift, epsilon);
    int[] shape = input.shape();
    running.update(normalised.mean(), normalised.variance(), (long) shape[0] * shape[2] * shape[3]);
    return normalised;
  }

  /** Appends constant channels to an activation, and releases the constants. */
  Activation join(Activation input, Activation constants) {
    Activation output = kernels.join(input, constants);
    kernels.release(constants);
    tape.record(
        output,
        gradient -> {
          tape.add(input, kernels.joinBackward(gradient, input.shape()[1]));
          kernels.release(gradient);
        },
        () -> kernels.release(output));
    return output;
  }

  Pooled pool(Activation input) {
    Pooled pooled = kernels.pool(input);
    tape.record(
        pooled.output(),
        gradient -> {
          tape.add(input, kernels.poolBackward(pooled, gradient));
          kernels.release(gradient);
        },
        () -> kernels.release(pooled));
    return pooled;
  }

  /** Max unpooling; the feature is added to it unless it is null. */
  Activation unpool(Pooled where, Activation input, @Nullable Activation feature) {
    Activation output = kernels.unpool(where, input);
    return upsampled(input, output, feature, gradient -> kernels.unpoolBackward(where, gradient));
  }

  /** Bilinear upsampling; the feature is added to it unless it is null. */
  Activation doubled(Activation input, @Nullable Activation feature) {
    return upsampled(input, kernels.doubled(input), feature, kernels::doubledBackward);
  }

  /** A learned upsampling; the feature is added to it unless it is null. */
  Activation convolveTransposed(String name, Activation input, @Nullable Activation feature) {
    Parameter kernel = parameter(name, ".weight");
    Parameter bias = parameter(name, ".bias");
    Activation output = kernels.convolveTransposed(input, kernel, bias);
    return upsampled(
        input,
        output,
        feature,
        gradient -> kernels.convolveTransposedBackward(input, gradient, kernel, bias));
  }

  private Activation upsampled(
      Activation input,
      Activation output,
      @Nullable Activation feature,
      UnaryOperator<Activation> gradientOf) {
    Activation joined = feature == null ? output : joined(output, feature);
    tape.record(
        joined,
        gradient -> {
          tape.add(input, gradientOf.apply(gradient));
          if (feature == null) {
            kernels.release(gradient);
          } else {
            tape.add(feature, gradient);
          }
        },
        () -> kernels.release(joined));
    return joined;
  }

  private Activation joined(Activation output, Activation feature) {
    Activation sum = kernels.add(output, feature);
    kernels.release(output);
    return sum;
  }
}
