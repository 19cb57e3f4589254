package dev.deepmatting.dl4j.internal.backprop;

import dev.deepmatting.dl4j.internal.memory.ArrayPool;
import dev.deepmatting.dl4j.internal.memory.NativeArrays;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The layers as ops of ND4J, on any of its backends, in single or double precision. */
public final class Nd4jKernels implements Kernels {
  /** Kernel, stride, padding, dilation of height and width; not SAME, no divisor, NCHW. */
  private static final long[] WINDOW = {2, 2, 2, 2, 0, 0, 1, 1, 0, 0, 0};

  /** The same for averages, divided by the number of elements in the window. */
  private static final long[] AVERAGE = {2, 2, 2, 2, 0, 0, 1, 1, 0, 1, 0};

  private static final int WINDOW_ELEMENTS = 4;

  /** Kernel 4, stride 2, padding 1, dilation 1, not SAME, NCHW. */
  private static final long[] TRANSPOSED = {4, 4, 2, 2, 1, 1, 1, 1, 0, 0};

  /** Scale and shift apply, channels are dimension 1. */
  private static final long[] NORMALISATION = {1, 1, 1};

  private final DataType type;
  private final ArrayPool pool = new ArrayPool();

  /**
   * Creates kernels without memory.
   *
   * @param type float or double, as for all parameters
   */
  public Nd4jKernels(DataType type) {
    this.type = type;
  }

  private record Values(INDArray array) implements Activation {
    @Override
    public int[] shape() {
      return Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray();
    }
  }

  private record Maxima(INDArray feature, Values output) implements Pooled {}

  private record Normal(
      Values output, INDArray meanArray, INDArray varianceArray, double epsilon, boolean own)
      implements Normalised {
    @Override
    public double[] mean() {
      return meanArray.data().asDouble();
    }

    @Override
    public double[] variance() {
      return varianceArray.data().asDouble();
    }

    INDArray variance(DataType type) {
      return varianceArray.castTo(type);
    }
  }

  private static INDArray array(Activation activation) {
    return ((Values) activation).array;
  }

  private INDArray like(INDArray array) {
    return pool.take(type, array.shape());
  }

  private static void run(
      String name, INDArray[] in, INDArray[] out, double[] numbers, long... integers) {
    DynamicCustomOp op = DynamicCustomOp.builder(name).addInputs(in).addOutputs(out).build();
    op.addTArgument(numbers);
    op.addIArgument(integers);
    Nd4j.exec(op);
  }

  private static void run(String name, INDArray[] in, INDArray[] out, long... integers) {
    run(name, in, out, new double[0], integers);
  }

  private static INDArray[] of(INDArray... arrays) {
    return arrays;
  }

  @Override
  public Activation upload(FloatTensor values) {
    INDArray array = pool.take(type, NativeArrays.shape(values));
    array.data().setData(values.values());
    return new Values(array);
  }

  @Override
  public Activation upload(double[] values, int... shape) {
    INDArray array = pool.take(type, Arrays.stream(shape).asLongStream().toArray());
    array.data().setData(values);
    return new Values(array);
  }

  @Override
  public double[] download(Activation activation) {
    return array(activation).data().asDouble();
  }

  @Override
  public void release(Activation activation) {
    pool.give(array(activation));
  }

  @Override
  public void release(Pooled pooled) {
    release(pooled.output());
  }

  @Override
  public void release(Normalised normalised) {
    release(normalised.output());
  }

  private static long[] window(INDArray kernel) {
    long side = kernel.size(2);
    // The last number means kernels of [out, in, height, width].
    return new long[] {side, side, 1, 1, side / 2, side / 2, 1, 1, 0, 0, 1};
  }

  @Override
  public Activation convolve(Activation input, Parameter kernel, Parameter bias) {
    INDArray x = array(input);
    INDArray weights = kernel.value();
    INDArray y = pool.take(type, x.size(0), weights.size(0), x.size(2), x.size(3));
    run("conv2d", of(x, weights, bias.value()), of(y), window(weights));
    return new Values(y);
  }

  @Override
  public @Nullable Activation convolveBackward(
      Activation input, Activation gradient, Parameter kernel, Parameter bias, boolean wanted) {
    INDArray x = array(input);
    INDArray weights = kernel.value();
    INDArray xGradient = like(x);
    INDArray kernelGradient = like(weights);
    INDArray biasGradient = like(bias.value());
    run(
        "conv2d_bp",
        of(x, weights, bias.value(), array(gradient)),
        of(xGradient, kernelGradient, biasGradient),
        window(weights));
    addUp(kernel, kernelGradient);
    addUp(bias, biasGradient);
    if (!wanted) {
      pool.give(xGradient);
      return null;
    }
    return new Values(xGradient);
  }

  private void addUp(Parameter parameter, INDArray gradient) {
    if (parameter.trains()) {
      parameter.gradient().addi(gradient.castTo(type));
    }
    pool.give(gradient);
  }

  /** Permutes a kernel to ND4J's order [height, width, out, in]. */
  private INDArray heightWidthOutIn(INDArray kernel) {
    INDArray permuted = kernel.permute(2, 3, 1, 0);
    INDArray copy = like(permuted);
    copy.assign(permuted);
    return copy;
  }

  @Override
  public Activation convolveTransposed(Activation input, Parameter kernel, Parameter bias) {
    INDArray x = array(input);
    INDArray weights = heightWidthOutIn(kernel.value());
    INDArray y = pool.take(type, x.size(0), kernel.value().size(1), 2 * x.size(2), 2 * x.size(3));
    run("deconv2d", of(x, weights, bias.value()), of(y), TRANSPOSED);
    pool.give(weights);
    return new Values(y);
  }

  @Override
  public Activation convolveTransposedBackward(
      Activation input, Activation gradient, Parameter kernel, Parameter bias) {
    INDArray x = array(input);
    INDArray weights = heightWidthOutIn(kernel.value());
    INDArray xGradient = like(x);
    INDArray kernelGradient = like(weights);
    INDArray biasGradient = like(bias.value());
    run(
        "deconv2d_bp",
        of(x, weights, bias.value(), array(gradient)),
        of(xGradient, kernelGradient, biasGradient),
        TRANSPOSED);
    if (kernel.trains()) {
      kernel.gradient().addi(kernelGradient.permute(3, 2, 0, 1));
    }
    pool.give(kernelGradient);
    pool.give(weights);
    addUp(bias, biasGradient);
    return new Values(xGradient);
  }

  @Override
  public Activation rectify(Activation input) {
    INDArray y = like(array(input));
    run("relu", of(array(input)), of(y), new double[] {0});
    return new Values(y);
  }

  @Override
  public Activation rectifyBackward(Activation output, Activation gradient) {
    return new Values(rectifiedGradient(array(output), array(gradient)));
  }

  private INDArray rectifiedGradient(INDArray output, INDArray gradient) {
    INDArray result = like(output);
    run("relu_bp", of(output, gradient), of(result), new double[] {0});
    return result;
  }

  /**
   * Returns the array in double precision: in single precision, ND4J's statistics and the gradient
   * through them lose most digits if a channel hardly varies.
   */
  private INDArray wide(INDArray array) {
    if (type == DataType.DOUBLE) {
      return array;
    }
    INDArray copy = pool.take(DataType.DOUBLE, array.shape());
    return copy.assign(array);
  }

  private void giveWide(INDArray... arrays) {
    if (type != DataType.DOUBLE) {
      for (INDArray array : arrays) {
        pool.give(array);
      }
    }
  }

  @Override
  public Normalised normalise(Activation input, Parameter scale, Parameter shift, double epsilon) {
    INDArray x = wide(array(input));
    INDArray mean = Nd4j.create(DataType.DOUBLE, x.size(1));
    INDArray variance = Nd4j.create(DataType.DOUBLE, x.size(1));
    run("moments", of(x), of(mean, variance), 0, 2, 3);
    giveWide(x);
    Values output = new Values(like(array(input)));
    Normal own = new Normal(output, mean, variance, epsilon, true);
    return normalised(array(input), scale, shift, own);
  }

  @Override
  public Normalised normalise(
      Activation input,
      Parameter scale,
      Parameter shift,
      double epsilon,
      double[] mean,
      double[] variance) {
    INDArray means = Nd4j.createFromArray(mean);
    INDArray variances = Nd4j.createFromArray(variance);
    Values output = new Values(like(array(input)));
    Normal given = new Normal(output, means, variances, epsilon, false);
    return normalised(array(input), scale, shift, given);
  }

  private Normalised normalised(INDArray x, Parameter scale, Parameter shift, Normal by) {
    INDArray y = by.output.array;
    run(
        "batchnorm",
        of(x, by.meanArray.castTo(type), by.variance(type), scale.value(), shift.value()),
        of(y),
        new double[] {by.epsilon},
        NORMALISATION);
    run("relu", of(y), of(y), new double[] {0});
    return by;
  }

  @Override
  public Activation normaliseBackward(
      Activation input,
      Normalised normalised,
      Activation gradient,
      Parameter scale,
      Parameter shift) {
    Normal by = (Normal) normalised;
    INDArray upstream = rectifiedGradient(by.output.array, array(gradient));
    INDArray result = like(upstream);
    if (by.own) {
      throughStatistics(array(input), by, upstream, result, scale, shift);
    } else {
      pastStatistics(array(input), by, upstream, result, scale, shift);
    }
    pool.give(upstream);
    return new Values(result);
  }

  /** Uses ND4J's own gradient, for normalisation by the batch's statistics. */
  private void throughStatistics(
      INDArray x, Normal by, INDArray upstream, INDArray result, Parameter scale, Parameter shift) {
    INDArray input = wide(x);
    INDArray gradient = wide(upstream);
    INDArray before = wide(result);
    INDArray[] ofParameters = new INDArray[4];
    for (int i = 0; i < ofParameters.length; i++) {
      ofParameters[i] = pool.take(DataType.DOUBLE, scale.value().shape());
    }
    INDArray gamma = scale.value().castTo(DataType.DOUBLE);
    INDArray beta = shift.value().castTo(DataType.DOUBLE);
    run(
        "batchnorm_bp",
        of(input, by.meanArray, by.varianceArray, gamma, beta, gradient),
        of(before, ofParameters[0], ofParameters[1], ofParameters[2], ofParameters[3]),
        new double[] {by.epsilon},
        NORMALISATION);
    if (before != result) {
      result.assign(before);
    }
    giveWide(input, gradient, before);
    pool.give(ofParameters[0]);
    pool.give(ofParameters[1]);
    addUp(scale, ofParameters[2]);
    addUp(shift, ofParameters[3]);
  }

  /** Computes the gradient with given statistics, where each channel is only scaled and shifted. */
  private void pastStatistics(
      INDArray x, Normal by, INDArray upstream, INDArray result, Parameter scale, Parameter shift) {
    INDArray one = Nd4j.ones(type, by.meanArray.length());
    INDArray zero = Nd4j.zeros(type, by.meanArray.length());
    INDArray standard = like(x);
    run(
        "batchnorm",
        of(x, by.meanArray.castTo(type), by.variance(type), one, zero),
        of(standard),
        new double[] {by.epsilon},
        NORMALISATION);
    addChannelSums(scale, standard.muli(upstream));
    pool.give(standard);
    addChannelSums(shift, upstream);
    run(
        "batchnorm",
        of(upstream, zero, by.variance(type), scale.value(), zero),
        of(result),
        new double[] {by.epsilon},
        NORMALISATION);
  }

  private static void addChannelSums(Parameter parameter, INDArray values) {
    if (parameter.trains()) {
      parameter.gradient().addi(values.sum(0, 2, 3));
    }
  }

  @Override
  public Pooled pool(Activation input) {
    INDArray x = array(input);
    INDArray y = pool.take(type, x.size(0), x.size(1), x.size(2) / 2, x.size(3) / 2);
    run("maxpool2d", of(x), of(y), WINDOW);
    return new Maxima(x, new Values(y));
  }

  @Override
  public Activation poolBackward(Pooled pooled, Activation gradient) {
    return unpool(pooled, gradient);
  }

  /** Uses ND4J's gradient of max pooling, which scatters to the maxima. */
  @Override
  public Activation unpool(Pooled where, Activation values) {
    INDArray feature = ((Maxima) where).feature;
    INDArray y = like(feature);
    run("maxpool2d_bp", of(feature, array(values)), of(y), WINDOW);
    return new Values(y);
  }

  /** Sums over each window the gradient times a mask of the maxima's positions. */
  @Override
  public Activation unpoolBackward(Pooled where, Activation gradient) {
    Maxima maxima = (Maxima) where;
    INDArray result = like(maxima.output.array);
    result.assign(1);
    INDArray mask = like(maxima.feature);
    run("maxpool2d_bp", of(maxima.feature, result), of(mask), WINDOW);
    mask.muli(array(gradient));
    run("avgpool2d", of(mask), of(result), AVERAGE);
    pool.give(mask);
    result.muli(WINDOW_ELEMENTS);
    return new Values(result);
  }

  /** Returns the arguments for averages of two with stride 1, without pixels beyond the edge. */
  private static long[] averageOfTwo(int padding) {
    return new long[] {2, 2, 1, 1, padding, padding, 1, 1, 0, 0, 0};
  }

  /** Doubles each pixel, then smooths by two averages of two; the first leaves out the edge. */
  @Override
  public Activation doubled(Activation input) {
    INDArray x = array(input);
    INDArray repeated = sized(x, 2 * x.size(2), 2 * x.size(3));
    run("upsampling2d", of(x), of(repeated), 2, 2, 1);
    INDArray once = sized(x, 2 * x.size(2) + 1, 2 * x.size(3) + 1);
    run("avgpool2d", of(repeated), of(once), averageOfTwo(1));
    INDArray result = repeated;
    run("avgpool2d", of(once), of(result), averageOfTwo(0));
    pool.give(once);
    return new Values(result);
  }

  private INDArray sized(INDArray x, long height, long width) {
    return pool.take(type, x.size(0), x.size(1), height, width);
  }

  @Override
  public Activation doubledBackward(Activation gradient) {
    INDArray upstream = array(gradient);
    long height = upstream.size(2);
    long width = upstream.size(3);
    INDArray once = sized(upstream, height + 1, width + 1);
    run("avgpool2d_bp", of(once, upstream), of(once), averageOfTwo(0));
    INDArray repeated = sized(upstream, height, width);
    run("avgpool2d_bp", of(repeated, once), of(repeated), averageOfTwo(1));
    INDArray result = sized(upstream, height / 2, width / 2);
    run("upsampling2d_bp", of(result, repeated), of(result), 1, 2, 2);
    pool.give(once);
    pool.give(repeated);
    return new Values(result);
  }

  @Override
  public Activation add(Activation one, Activation other) {
    INDArray sum = like(array(one));
    array(one).add(array(other), sum);
    return new Values(sum);
  }

  @Override
  public Activation join(Activation first, Activation second) {
    INDArray one = array(first);
    INDArray other = array(second);
    INDArray output =
        pool.take(type, one.size(0), one.size(1) + other.size(1), one.size(2), one.size(3));
    run("concat", of(one, other), of(output), 1);
    return new Values(output);
  }

  @Override
  public Activation joinBackward(Activation gradient, int channels) {
    INDArray whole = array(gradient);
    INDArray part = pool.take(type, whole.size(0), channels, whole.size(2), whole.size(3));
    part.assign(
        whole.get(
            NDArrayIndex.all(),
            NDArrayIndex.interval(0, channels),
            NDArrayIndex.all(),
            NDArrayIndex.all()));
    return new Values(part);
  }

  @Override
  public long allocatedBytes() {
    return pool.allocatedBytes();
  }

  @Override
  public void close() {
    pool.close();
  }
}
