package dev.deepmatting.dl4j.predict;

import dev.deepmatting.dl4j.engine.NetworkEngine;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.dl4j.tensor.TensorCodec;
import dev.deepmatting.image.AlphaSink;
import dev.deepmatting.image.ImageRows;
import dev.deepmatting.image.TrimapRows;
import dev.deepmatting.network.ImportReport;
import dev.deepmatting.network.MemorySize;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.ProgressListener;
import dev.deepmatting.spi.MattingEngine;
import java.util.List;

/** Predicts whole images with one network. Safe to share between threads. */
public final class Predictor implements MattingEngine {
  private final NetworkEngine engine;
  private final TensorCodec codec;
  private final ImportReport report;

  Predictor(NetworkEngine engine, ImportReport report) {
    this.engine = engine;
    this.report = report;
    this.codec = new TensorCodec(engine.config().trimapEncoding());
  }

  /**
   * Predicts with a network that comes from no file.
   *
   * @param engine the network, closed with the predictor
   * @return a predictor with an empty report of its import
   */
  public static Predictor of(NetworkEngine engine) {
    return new Predictor(
        engine, new ImportReport(List.of(), List.of(), List.of(), List.of(), List.of()));
  }

  @Override
  public NetworkConfig network() {
    return engine.config();
  }

  @Override
  public ImportReport importReport() {
    return report;
  }

  @Override
  public void predict(
      ImageRows image, TrimapRows trimap, AlphaSink alpha, ProgressListener listener) {
    FloatTensor whole = engine.run(codec.encode(image, trimap), listener);
    float[] row = new float[image.width()];
    KnownRegion known = new KnownRegion(trimap);
    for (int y = 0; y < image.height(); y++) {
      known.apply(y, whole.values(), y * whole.size(3), row);
      alpha.writeRow(y, row);
    }
  }

  @Override
  public MemorySize memoryFor(int width, int height) {
    return new MemorySize(1);
  }

  @Override
  public void close() {
    engine.close();
  }
}
