package dev.deepmatting.dl4j.internal.engine;

import dev.deepmatting.dl4j.internal.onednn.Natives;
import dev.deepmatting.dl4j.internal.onednn.NumberType;
import dev.deepmatting.dl4j.internal.onednn.Processor;
import dev.deepmatting.dl4j.internal.onednn.Status;
import dev.deepmatting.dl4j.internal.onednn.ThreadCount;
import dev.deepmatting.dl4j.internal.plan.CompiledNetwork;
import dev.deepmatting.dl4j.internal.tensor.PixelSet;
import dev.deepmatting.dl4j.internal.tensor.Window;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.Precision;
import dev.deepmatting.network.ProgressListener;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the network as compiled plans of oneDNN's operations on the CPU, without ND4J. */
public final class OneDnnEngine implements NetworkEngine {
  private static final Logger LOG = LoggerFactory.getLogger(OneDnnEngine.class);

  private final NetworkConfig config;
  private final EngineThread thread = new EngineThread();

  /** Used on the engine's thread. */
  private final CompiledNetwork network;

  /** The same, to be closed there, also if nobody waited for it to be made. */
  private @Nullable CompiledNetwork made;

  /**
   * Takes the weights in.
   *
   * @param weights the network's weights, not needed afterwards
   * @param precision how exactly to compute
   * @throws InvalidInputException if this processor cannot compute in that precision
   * @throws dev.deepmatting.error.EngineException if oneDNN does not load here, or there is not
   *     enough memory
   */
  public OneDnnEngine(NetworkWeights weights, Precision precision) {
    Natives.require();
    config = weights.config();
    NumberType type = type(precision);
    try {
      network =
          thread.call(
              cancelled -> {
                made = new CompiledNetwork(weights, type);
                return made;
              });
    } catch (Status.UnimplementedException e) {
      close();
      throw type == NumberType.BRAIN_FLOAT ? withoutBrainFloat(e) : e;
    } catch (RuntimeException | Error e) {
      // Also where the caller was interrupted while the engine's thread was loading.
      close();
      throw e;
    }
  }

  private static InvalidInputException withoutBrainFloat(RuntimeException cause) {
    return new InvalidInputException(
        "precision is BF16, wanted FP32 or AUTO on this processor: " + cause.getMessage(), cause);
  }

  /**
   * Whether oneDNN loads here.
   *
   * @return false if its libraries are missing or do not work on this machine
   */
  public static boolean isAvailable() {
    return Natives.available();
  }

  /** Begins, beside the reading of a model file, with what an engine will need. */
  public static void lookAhead() {
    ThreadCount.lookAhead();
  }

  private static NumberType type(Precision precision) {
    boolean brainFloat =
        precision == Precision.BF16 || precision == Precision.AUTO && Processor.hasBrainFloat();
    LOG.info("oneDNN, precision {}", brainFloat ? Precision.BF16 : Precision.FP32);
    return brainFloat ? NumberType.BRAIN_FLOAT : NumberType.FLOAT;
  }

  @Override
  public NetworkConfig config() {
    return config;
  }

  @Override
  public long weightBytes() {
    return thread.call(cancelled -> network.weightBytes());
  }

  @Override
  public long runBytes(int height, int width) {
    return thread.call(cancelled -> network.runBytes(height, width, false));
  }

  @Override
  public boolean computesParts() {
    return thread.call(cancelled -> network.computesParts());
  }

  @Override
  public long partBytes(int height, int width) {
    return thread.call(cancelled -> network.runBytes(height, width, network.computesParts()));
  }

  @Override
  public long heldBytes() {
    return thread.call(cancelled -> network.heldBytes());
  }

  @Override
  public void holdAtMost(long bytes) {
    thread.call(
        cancelled -> {
          network.holdAtMost(bytes);
          return null;
        });
  }

  @Override
  public FloatTensor run(FloatTensor input, ProgressListener listener) {
    return run(input, Window.whole(input.size(3), input.size(2)), listener);
  }

  @Override
  public FloatTensor run(FloatTensor input, Window window, ProgressListener listener) {
    return thread.call(
        cancelled -> network.run(input, window, progress(listener, cancelled), cancelled));
  }

  @Override
  public FloatTensor run(FloatTensor input, PixelSet wanted, ProgressListener listener) {
    if (!computesParts()) {
      return run(input, listener);
    }
    return thread.call(
        cancelled -> network.run(input, wanted, progress(listener, cancelled), cancelled));
  }

  private static DoubleConsumer progress(ProgressListener listener, BooleanSupplier cancelled) {
    return done -> {
      if (!cancelled.getAsBoolean()) {
        EngineThread.tell(listener, done);
      }
    };
  }

  @Override
  public void close() {
    thread.close(
        () -> {
          if (made != null) {
            made.close();
          }
        });
  }
}
