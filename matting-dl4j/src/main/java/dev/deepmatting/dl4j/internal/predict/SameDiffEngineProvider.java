package dev.deepmatting.dl4j.internal.predict;

import dev.deepmatting.dl4j.internal.engine.SameDiffEngine;
import dev.deepmatting.dl4j.internal.model.ModelReader;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.network.Engine;
import dev.deepmatting.network.Precision;
import dev.deepmatting.network.WeightSource;
import dev.deepmatting.spi.EngineProvider;
import dev.deepmatting.spi.EngineSettings;
import dev.deepmatting.spi.MattingEngine;

/** Offers SameDiff through {@link java.util.ServiceLoader}. */
public final class SameDiffEngineProvider implements EngineProvider {
  /** Creates the provider for {@link java.util.ServiceLoader}. */
  public SameDiffEngineProvider() {}

  @Override
  public Engine engine() {
    return Engine.SAMEDIFF;
  }

  @Override
  public int priority() {
    return 0;
  }

  @Override
  public MattingEngine open(WeightSource weights, EngineSettings settings) {
    if (settings.precision() == Precision.BF16) {
      throw new InvalidInputException(
          "precision is BF16, wanted FP32 or AUTO with engine SAMEDIFF");
    }
    return ModelReader.use(
        weights,
        imported ->
            new Predictor(
                new SameDiffEngine(imported.model().weights()), settings, imported.report()));
  }
}
