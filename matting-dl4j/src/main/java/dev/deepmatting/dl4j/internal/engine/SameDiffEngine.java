package dev.deepmatting.dl4j.internal.engine;

import dev.deepmatting.dl4j.internal.graph.NetworkGraph;
import dev.deepmatting.dl4j.internal.memory.ArrayPool;
import dev.deepmatting.dl4j.internal.memory.NativeArrays;
import dev.deepmatting.dl4j.internal.tensor.RunRequest;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.dl4j.internal.weights.NumberBounds;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.EngineException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.ProgressListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.nd4j.autodiff.listeners.At;
import org.nd4j.autodiff.listeners.BaseListener;
import org.nd4j.autodiff.listeners.Operation;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.InferenceSession;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.autodiff.samediff.internal.SessionMemMgr;
import org.nd4j.autodiff.samediff.internal.memory.AbstractMemoryMgr;
import org.nd4j.autodiff.samediff.internal.memory.ArrayCacheMemoryMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Runs the network as a SameDiff graph on the ND4J backend that is on the class path. */
public final class SameDiffEngine implements NetworkEngine {
  /** Measured: a process took 7.6 GB at 1920x1088 with 64 channels. */
  private static final long BYTES_PER_CHANNEL = 57;

  private final NetworkConfig config;
  private final EngineThread thread = new EngineThread();
  private final WeightMemory weightMemory = new WeightMemory();
  private final SameDiff graph;
  private final long weightBytes;

  /**
   * Builds the graph and loads the backend.
   *
   * @param weights the network's weights
   * @throws EngineException if no ND4J backend works here, or there is not enough memory
   */
  public SameDiffEngine(NetworkWeights weights) {
    config = weights.config();
    BackendReport.require();
    try {
      Map<String, FloatTensor> parameters =
          EngineThread.prepare(() -> NetworkGraph.parameters(weights));
      graph = thread.call(cancelled -> load(parameters));
      weightBytes = weightMemory.bytes();
    } catch (RuntimeException | Error e) {
      // Also if the caller was interrupted while the engine's thread was loading.
      thread.close(weightMemory::close);
      throw e;
    }
  }

  private SameDiff load(Map<String, FloatTensor> parameters) {
    weightMemory.load(parameters);
    return NetworkGraph.forInference(config);
  }

  @Override
  public NetworkConfig config() {
    return config;
  }

  @Override
  public long weightBytes() {
    return weightBytes;
  }

  @Override
  public RunEstimate estimate(boolean inParts) {
    return RunEstimate.of(side -> BYTES_PER_CHANNEL * config.baseChannels() * side * side);
  }

  /** Computes the whole window, whichever pixels are wanted. */
  @Override
  public FloatTensor run(RunRequest request, ProgressListener listener) {
    return request
        .window()
        .cut(thread.call(cancelled -> compute(request.input(), listener, cancelled)));
  }

  /** A session and its memory live for one run: SameDiff would keep more with each new size. */
  private FloatTensor compute(
      FloatTensor input, ProgressListener listener, BooleanSupplier cancelled) {
    GraphProgress progress = new GraphProgress(graph.getOps().size(), listener, cancelled);
    try (SessionMemMgr memory =
        Nd4j.getEnvironment().isCPU() ? new RunMemory() : new ArrayCacheMemoryMgr()) {
      INDArray tensor = memory.allocate(true, DataType.FLOAT, NativeArrays.shape(input));
      tensor.data().setData(input.values());
      Map<String, INDArray> placeholders = new HashMap<>(weightMemory.arrays());
      placeholders.put(NetworkGraph.INPUT, tensor);
      InferenceSession session = new InferenceSession(graph);
      session.setMmgr(memory);
      Map<String, INDArray> outputs =
          session.output(
              List.of(NetworkGraph.ALPHA),
              placeholders,
              null,
              List.of(),
              List.of(progress),
              At.defaultAt());
      INDArray alpha = Objects.requireNonNull(outputs.get(NetworkGraph.ALPHA), "no alpha");
      return new FloatTensor(alpha.data().asFloat(), 1, 1, input.size(2), input.size(3));
    }
  }

  @Override
  public void close() {
    thread.close(weightMemory::close);
  }

  /**
   * Allocates a graph run's arrays on the CPU: reuses arrays that no op needs any more, and frees
   * all memory at the end of the run. Not safe to share between threads.
   */
  static final class RunMemory extends AbstractMemoryMgr {
    private final ArrayPool pool = new ArrayPool();

    @Override
    public INDArray allocate(boolean detached, DataType dataType, long... shape) {
      return allocate(detached, LongShapeDescriptor.fromShape(shape, dataType));
    }

    @Override
    public INDArray allocate(boolean detached, LongShapeDescriptor descriptor) {
      if (descriptor.isEmpty() || descriptor.dataType() != DataType.FLOAT) {
        return Nd4j.create(descriptor);
      }
      return pool.take(DataType.FLOAT, descriptor.getShape());
    }

    @Override
    public void release(INDArray array) {
      pool.give(array);
    }

    @Override
    public void close() {
      pool.close();
    }
  }

  /** Counts a graph's finished ops, and ends the run when its caller requests it. */
  static final class GraphProgress extends BaseListener {
    private final int ops;
    private final ProgressListener listener;
    private final BooleanSupplier cancelled;
    private int done;

    GraphProgress(int ops, ProgressListener listener, BooleanSupplier cancelled) {
      this.ops = ops;
      this.listener = listener;
      this.cancelled = cancelled;
    }

    @Override
    public boolean isActive(Operation operation) {
      return true;
    }

    @Override
    public void preOpExecution(SameDiff graph, At at, SameDiffOp op, OpContext context) {
      if (cancelled.getAsBoolean()) {
        throw new MattingInterruptedException("prediction was interrupted");
      }
    }

    /** Checks after each op, since ReLU turns NaN into zero and would hide it. */
    private static void requireFinite(INDArray... results) {
      for (INDArray result : results) {
        if (result.dataType() == DataType.FLOAT
            && !Float.isFinite(result.sumNumber().floatValue())) {
          throw NumberBounds.overflow();
        }
      }
    }

    @Override
    public void opExecution(
        SameDiff graph,
        At at,
        MultiDataSet batch,
        SameDiffOp op,
        OpContext context,
        INDArray[] out) {
      done++;
      requireFinite(out);
      if (cancelled.getAsBoolean()) {
        return;
      }
      EngineThread.tell(listener, Math.min(1.0, (double) done / ops));
    }
  }
}
