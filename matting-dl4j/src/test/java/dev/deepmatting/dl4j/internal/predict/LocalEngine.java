package dev.deepmatting.dl4j.internal.predict;

import dev.deepmatting.dl4j.internal.engine.NetworkEngine;
import dev.deepmatting.dl4j.internal.engine.RunEstimate;
import dev.deepmatting.dl4j.internal.tensor.RunRequest;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.ProgressListener;
import dev.deepmatting.network.Variant;
import java.util.ArrayList;
import java.util.List;

/** A network whose alpha at a pixel follows from that pixel's red alone, and that notes sizes. */
final class LocalEngine implements NetworkEngine {
  static final long WEIGHT_BYTES = 1_000_000;
  static final long BYTES_PER_PIXEL = 100;

  final List<String> sizes = new ArrayList<>();
  boolean closed;
  boolean interrupted;

  private final NetworkConfig config;

  LocalEngine() {
    this(NetworkConfig.builder(Variant.VGG16_BN).baseChannels(4).build());
  }

  LocalEngine(NetworkConfig config) {
    this.config = config;
  }

  @Override
  public NetworkConfig config() {
    return config;
  }

  @Override
  public long weightBytes() {
    return WEIGHT_BYTES;
  }

  @Override
  public RunEstimate estimate(boolean inParts) {
    if (interrupted) {
      throw new MattingInterruptedException("prediction was interrupted");
    }
    return RunEstimate.of(side -> BYTES_PER_PIXEL * side * side);
  }

  static float alpha(float red) {
    return (float) (0.5 + 0.2 * Math.sin(3 * red));
  }

  @Override
  public FloatTensor run(RunRequest request, ProgressListener listener) {
    int height = request.height();
    int width = request.width();
    sizes.add(width + "x" + height);
    float[] alpha = new float[height * width];
    for (int i = 0; i < alpha.length; i++) {
      alpha[i] = alpha(request.input().values()[i]);
    }
    listener.progress(1);
    return request.window().cut(new FloatTensor(alpha, 1, 1, height, width));
  }

  @Override
  public void close() {
    closed = true;
  }
}
