package dev.deepmatting.dl4j.internal.predict;

import dev.deepmatting.dl4j.internal.engine.EngineThread;
import dev.deepmatting.dl4j.internal.engine.NetworkEngine;
import dev.deepmatting.dl4j.internal.tensor.GuideMatte;
import dev.deepmatting.dl4j.internal.tensor.TensorCodec;
import dev.deepmatting.image.AlphaSink;
import dev.deepmatting.image.ImageRows;
import dev.deepmatting.image.TrimapRows;
import dev.deepmatting.network.ImportReport;
import dev.deepmatting.network.MemorySize;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.Precision;
import dev.deepmatting.network.ProgressListener;
import dev.deepmatting.network.Tiling;
import dev.deepmatting.spi.EngineSettings;
import dev.deepmatting.spi.MattingEngine;
import java.util.List;
import java.util.Optional;

/** Predicts whole images with one network. Safe to share between threads. */
public final class Predictor implements MattingEngine {
  /** The approximate share of the guides in the time of a guided picture. */
  private static final double GUIDES_SHARE = 0.8;

  private final NetworkEngine engine;
  private final EngineSettings settings;
  private final TileLimit limit;
  private final TensorCodec codec;
  private final ImportReport report;
  private final boolean inParts;
  private final Guidance guidance;

  /**
   * Creates a predictor.
   *
   * @param engine the network, closed with the predictor
   * @param settings for tiles and memory
   * @param report the fate of the tensors in the network's file
   * @throws dev.deepmatting.error.InvalidInputException if the memory budget is too small for any
   *     picture; the engine is closed then
   * @throws dev.deepmatting.error.ModelFormatException if the network has an unknown guide; the
   *     engine is closed then too
   */
  Predictor(NetworkEngine engine, EngineSettings settings, ImportReport report) {
    this.engine = engine;
    this.settings = settings;
    this.report = report;
    this.codec = new TensorCodec(engine.config().trimapEncoding());
    try {
      this.guidance = new Guidance(engine.config());
      this.inParts = engine.computesParts() && !settings.tiling().isOff();
      this.limit = new TileLimit(engine, settings, engine.estimate(inParts), guidance);
      limit.requireUsable();
    } catch (RuntimeException | Error e) {
      engine.close();
      throw e;
    }
  }

  /**
   * Predicts whole pictures with a network that is not from a file.
   *
   * @param engine the network, closed with the predictor
   * @return a predictor with an empty report of its import
   */
  public static Predictor of(NetworkEngine engine) {
    return new Predictor(
        engine,
        new EngineSettings(Precision.FP32, Tiling.off(), Optional.empty()),
        new ImportReport(List.of(), List.of(), List.of(), List.of(), List.of()));
  }

  @Override
  public Optional<NetworkConfig> network() {
    return Optional.of(engine.config());
  }

  @Override
  public Optional<ImportReport> importReport() {
    return Optional.of(report);
  }

  @Override
  public void predict(
      ImageRows image, TrimapRows trimap, AlphaSink alpha, ProgressListener listener) {
    guidance.refuseListener();
    limit.requirePictures(image, trimap, alpha);
    try {
      UnknownCells cells = UnknownCells.of(trimap);
      if (guidance.count() == 0 || cells.hasNone(cells.all())) {
        predict(image, trimap, List.of(), cells, alpha, listener);
      } else {
        List<GuideMatte> guides = guides(image, trimap, alpha, listener);
        ProgressListener rest = done -> listener.progress(GUIDES_SHARE + (1 - GUIDES_SHARE) * done);
        predict(image, trimap, guides, cells, alpha, rest);
      }
    } catch (OutOfMemoryError e) {
      throw EngineThread.notEnoughMemory(e);
    }
  }

  /** Memory kept from earlier runs makes room for the guides if memory is limited. */
  private List<GuideMatte> guides(
      ImageRows image, TrimapRows trimap, AlphaSink alpha, ProgressListener listener) {
    image.keep(1);
    trimap.keep(1);
    Optional<MemorySize> budget = limit.guidesBudget(image, trimap, alpha);
    if (budget.isPresent()) {
      engine.holdAtMost(0);
    }
    return guidance.mattes(image, trimap, budget, done -> listener.progress(GUIDES_SHARE * done));
  }

  /**
   * Predicts a picture whose guides are computed.
   *
   * @param guides a matte of the picture for each guide of the network
   */
  void predict(
      ImageRows image,
      TrimapRows trimap,
      List<GuideMatte> guides,
      AlphaSink alpha,
      ProgressListener listener) {
    predict(image, trimap, guides, UnknownCells.of(trimap), alpha, listener);
  }

  private void predict(
      ImageRows image,
      TrimapRows trimap,
      List<GuideMatte> guides,
      UnknownCells cells,
      AlphaSink alpha,
      ProgressListener listener) {
    List<Piece> pieces = pieces(image, trimap, guides, cells, alpha);
    new TiledPrediction(engine, codec, image, trimap, guides, alpha).run(pieces, listener);
  }

  private List<Piece> pieces(
      ImageRows image,
      TrimapRows trimap,
      List<GuideMatte> guides,
      UnknownCells cells,
      AlphaSink alpha) {
    if (cells.hasNone(cells.all())) {
      return List.of();
    }
    int side = limit.side(image, trimap, guides, alpha);
    image.keep(Math.min(side, image.height()));
    trimap.keep(Math.min(side, image.height()));
    return settings.tiling().isOff()
        ? List.of(Piece.whole(image.width(), image.height()))
        : new TilePlanner(cells, side, inParts).pieces();
  }

  @Override
  public MemorySize memoryFor(int width, int height) {
    return limit.memoryFor(width, height);
  }

  @Override
  public void close() {
    guidance.refuseListener();
    engine.close();
  }
}
