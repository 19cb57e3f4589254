package dev.deepmatting.dl4j.internal.predict;

import dev.deepmatting.dl4j.internal.engine.NetworkEngine;
import dev.deepmatting.dl4j.internal.engine.OneDnnEngine;
import dev.deepmatting.dl4j.internal.engine.SameDiffEngine;
import dev.deepmatting.dl4j.internal.model.ModelReader;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.network.Engine;
import dev.deepmatting.network.Precision;
import dev.deepmatting.network.WeightSource;
import dev.deepmatting.spi.EngineProvider;
import dev.deepmatting.spi.EngineSettings;
import dev.deepmatting.spi.MattingEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Offers compiled plans on oneDNN through {@link java.util.ServiceLoader}. */
public final class OneDnnEngineProvider implements EngineProvider {
  /** Above SameDiff. */
  private static final int PRIORITY = 10;

  private static final Logger LOG = LoggerFactory.getLogger(OneDnnEngineProvider.class);

  /** Creates the provider for {@link java.util.ServiceLoader}. */
  public OneDnnEngineProvider() {}

  @Override
  public Engine engine() {
    return Engine.ONEDNN;
  }

  @Override
  public int priority() {
    return PRIORITY;
  }

  @Override
  public boolean isAvailable() {
    return OneDnnEngine.isAvailable();
  }

  @Override
  public MattingEngine open(WeightSource weights, EngineSettings settings) {
    OneDnnEngine.lookAhead();
    return ModelReader.use(
        weights,
        imported ->
            new Predictor(
                engine(imported.model().weights(), settings.precision()),
                settings,
                imported.report()));
  }

  /** Returns SameDiff's engine for weights so large that only it notices every overflow. */
  private static NetworkEngine engine(NetworkWeights weights, Precision precision) {
    OneDnnEngine engine = new OneDnnEngine(weights, precision);
    if (!engine.mayOverflow()) {
      return engine;
    }
    engine.close();
    LOG.warn("the weights are so large that numbers can overflow: computing with SameDiff");
    return new SameDiffEngine(weights);
  }
}
