package dev.deepmatting.dl4j.internal.backprop.onednn;

import dev.deepmatting.dl4j.internal.backprop.Activation;
import dev.deepmatting.dl4j.internal.backprop.Kernels;
import dev.deepmatting.dl4j.internal.backprop.Normalised;
import dev.deepmatting.dl4j.internal.backprop.Parameter;
import dev.deepmatting.dl4j.internal.backprop.Pooled;
import dev.deepmatting.dl4j.internal.backprop.onednn.Normalisations.Normalisation;
import dev.deepmatting.dl4j.internal.backprop.onednn.Poolings.Pooling;
import dev.deepmatting.dl4j.internal.onednn.Natives;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import org.jspecify.annotations.Nullable;

/**
 * The layers on oneDNN, in single precision on the CPU. Parameters are ND4J's arrays of floats on
 * the CPU. Activations keep the layouts that oneDNN's convolutions prefer; later steps reuse their
 * memory. Not safe to share between threads.
 *
 * <p>oneDNN's ReLU turns NaN into 0, and its pooling ignores it. Diverged weights therefore show in
 * the statistics and gradients, but not always in the output.
 */
public final class OneDnnKernels implements Kernels {
  private final Workspace workspace = new Workspace();
  private final Reorders reorders = new Reorders(workspace);
  private final Elementwise elementwise = new Elementwise(workspace, reorders);
  private final Parameters parameters = new Parameters(workspace, reorders, elementwise);
  private final Convolutions convolutions = new Convolutions(workspace, reorders, parameters);
  private final Normalisations normalisations = new Normalisations(workspace, reorders, parameters);
  private final Poolings poolings = new Poolings(workspace, reorders, elementwise);
  private final Resampling resampling = new Resampling(workspace);

  /**
   * Returns whether oneDNN loads here.
   *
   * @return false if its libraries are missing or do not work on this machine
   */
  public static boolean available() {
    return Natives.available();
  }

  /**
   * Returns the allocated memory, used and free.
   *
   * @return bytes
   */
  @Override
  public long allocatedBytes() {
    return workspace.pool().allocatedBytes();
  }

  /**
   * Returns the peak memory use.
   *
   * @return bytes
   */
  public long peakBytes() {
    return workspace.pool().peakBytes();
  }

  @Override
  public Activation upload(FloatTensor values) {
    return workspace.upload(values.values(), values.shape());
  }

  @Override
  public Activation upload(double[] values, int... shape) {
    return workspace.upload(values, shape);
  }

  @Override
  public double[] download(Activation activation) {
    return reorders.download((Blob) activation);
  }

  @Override
  public void release(Activation activation) {
    workspace.release((Blob) activation);
  }

  @Override
  public void release(Pooled pooled) {
    poolings.release((Pooling) pooled);
  }

  @Override
  public void release(Normalised normalised) {
    normalisations.release((Normalisation) normalised);
  }

  @Override
  public Activation convolve(Activation input, Parameter kernel, Parameter bias) {
    return convolutions.forward(false, (Blob) input, kernel, bias);
  }

  @Override
  public @Nullable Activation convolveBackward(
      Activation input, Activation gradient, Parameter kernel, Parameter bias, boolean wanted) {
    convolutions.backwardWeights(false, (Blob) input, (Blob) gradient, kernel, bias);
    return wanted ? convolutions.backwardData(false, (Blob) input, (Blob) gradient, kernel) : null;
  }

  @Override
  public Activation convolveTransposed(Activation input, Parameter kernel, Parameter bias) {
    return convolutions.forward(true, (Blob) input, kernel, bias);
  }

  @Override
  public Activation convolveTransposedBackward(
      Activation input, Activation gradient, Parameter kernel, Parameter bias) {
    convolutions.backwardWeights(true, (Blob) input, (Blob) gradient, kernel, bias);
    return convolutions.backwardData(true, (Blob) input, (Blob) gradient, kernel);
  }

  @Override
  public Activation rectify(Activation input) {
    return elementwise.rectify((Blob) input);
  }

  @Override
  public Activation rectifyBackward(Activation output, Activation gradient) {
    return elementwise.rectifyBackward((Blob) output, (Blob) gradient);
  }

  @Override
  public Normalised normalise(Activation input, Parameter scale, Parameter shift, double epsilon) {
    return normalisations.normalise((Blob) input, scale, shift, (float) epsilon);
  }

  @Override
  public Normalised normalise(
      Activation input,
      Parameter scale,
      Parameter shift,
      double epsilon,
      double[] mean,
      double[] variance) {
    return normalisations.normalise((Blob) input, scale, shift, (float) epsilon, mean, variance);
  }

  @Override
  public Activation normaliseBackward(
      Activation input,
      Normalised normalised,
      Activation gradient,
      Parameter scale,
      Parameter shift) {
    return normalisations.backward(
        (Blob) input, (Normalisation) normalised, (Blob) gradient, scale, shift);
  }

  @Override
  public Pooled pool(Activation input) {
    return poolings.pool((Blob) input);
  }

  @Override
  public Activation poolBackward(Pooled pooled, Activation gradient) {
    return poolings.unpool((Pooling) pooled, (Blob) gradient);
  }

  @Override
  public Activation unpool(Pooled where, Activation values) {
    return poolings.unpool((Pooling) where, (Blob) values);
  }

  @Override
  public Activation unpoolBackward(Pooled where, Activation gradient) {
    return poolings.pick((Pooling) where, (Blob) gradient);
  }

  @Override
  public Activation doubled(Activation input) {
    return resampling.doubled((Blob) input);
  }

  @Override
  public Activation doubledBackward(Activation gradient) {
    return resampling.doubledBackward((Blob) gradient);
  }

  @Override
  public Activation add(Activation one, Activation other) {
    return elementwise.add((Blob) one, (Blob) other);
  }

  @Override
  public Activation join(Activation first, Activation second) {
    return reorders.join((Blob) first, (Blob) second);
  }

  @Override
  public Activation joinBackward(Activation gradient, int channels) {
    return reorders.joinBackward((Blob) gradient, channels);
  }

  @Override
  public void close() {
    workspace.close();
  }
}
