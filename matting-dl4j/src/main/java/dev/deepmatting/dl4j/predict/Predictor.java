package dev.deepmatting.dl4j.predict;

import dev.deepmatting.dl4j.engine.NetworkEngine;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.dl4j.tensor.TensorCodec;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.network.ImportReport;
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
  public AlphaMatte predict(RgbImage image, Trimap trimap, ProgressListener listener) {
    int width = trimap.width();
    int height = trimap.height();
    if (trimap.unknownCount() == 0) {
      listener.progress(1);
      return AlphaMatte.of(width, height, new KnownRegion(trimap).apply(new float[1], 0));
    }
    FloatTensor alpha = engine.run(codec.encode(image, trimap), listener);
    return AlphaMatte.of(
        width, height, new KnownRegion(trimap).apply(alpha.values(), alpha.size(3)));
  }

  @Override
  public void close() {
    engine.close();
  }
}
