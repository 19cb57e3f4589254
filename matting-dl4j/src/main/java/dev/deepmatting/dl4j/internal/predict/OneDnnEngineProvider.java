package dev.deepmatting.dl4j.internal.predict;

import dev.deepmatting.dl4j.internal.engine.OneDnnEngine;
import dev.deepmatting.dl4j.internal.model.ModelReader;
import dev.deepmatting.network.Engine;
import dev.deepmatting.network.WeightSource;
import dev.deepmatting.spi.EngineProvider;
import dev.deepmatting.spi.EngineSettings;
import dev.deepmatting.spi.MattingEngine;

/** Offers compiled plans on oneDNN through {@link java.util.ServiceLoader}. */
public final class OneDnnEngineProvider implements EngineProvider {
  /** Above SameDiff. */
  private static final int PRIORITY = 10;

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
                new OneDnnEngine(imported.model().weights(), settings.precision()),
                settings,
                imported.report()));
  }
}
