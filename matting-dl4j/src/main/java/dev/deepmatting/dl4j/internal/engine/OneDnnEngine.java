package dev.deepmatting.dl4j.internal.engine;

import dev.deepmatting.dl4j.internal.onednn.Natives;
import dev.deepmatting.dl4j.internal.onednn.NumberType;
import dev.deepmatting.dl4j.internal.onednn.Processor;
import dev.deepmatting.dl4j.internal.onednn.Status;
import dev.deepmatting.dl4j.internal.onednn.ThreadCount;
import dev.deepmatting.dl4j.internal.plan.CompiledNetwork;
import dev.deepmatting.dl4j.internal.tensor.RunRequest;
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

  /** Created, run and closed on the engine's thread; any thread can read its figures. */
  private final CompiledNetwork network;

  /** The same network, to be closed on that thread even if no caller waited for its creation. */
  private @Nullable CompiledNetwork made;

  /**
   * Loads the weights.
   *
   * @param weights the network's weights, not needed afterwards
   * @param precision the number type to compute with
   * @throws InvalidInputException if this processor cannot compute in that precision
   * @throws dev.deepmatting.error.EngineException if oneDNN does not load here, or there is not
   *     enough memory
   */
  public OneDnnEngine(NetworkWeights weights, Precision precision) {
    Natives.require();
    config = weights.config();
    NumberType type = thread.call(cancelled -> type(precision));
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
      // Also if the caller was interrupted while the engine's thread was loading.
      close();
      throw e;
    }
  }

  private static InvalidInputException withoutBrainFloat(RuntimeException cause) {
    return new InvalidInputException(
        "precision is BF16, wanted FP32 or AUTO on this processor: " + cause.getMessage(), cause);
  }

  /**
   * Returns whether oneDNN loads here.
   *
   * @return false if its libraries are missing or do not work on this machine
   */
  public static boolean isAvailable() {
    return Natives.available();
  }

  /**
   * Returns whether a number inside of the network might overflow, which this engine would not
   * notice everywhere: a ReLU makes a zero of it.
   *
   * @return true if the weights are so large that it cannot be excluded
   */
  public boolean mayOverflow() {
    return network.mayOverflow();
  }

  /** Starts preparing what an engine will need, while a model file is read. */
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
  public boolean computesParts() {
    return network.computesParts();
  }

  @Override
  public RunEstimate estimate(boolean inParts) {
    return thread.call(cancelled -> RunEstimate.of(side -> network.runBytes(side, side, inParts)));
  }

  @Override
  public long weightBytes() {
    return network.weightBytes();
  }

  @Override
  public long heldBytes() {
    return network.heldBytes();
  }

  @Override
  public void holdAtMost(long bytes) {
    network.holdAtMost(bytes);
  }

  @Override
  public FloatTensor run(RunRequest request, ProgressListener listener) {
    return thread.call(cancelled -> network.run(request, progress(listener, cancelled), cancelled));
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
