package dev.deepmatting.dl4j.internal.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.deepmatting.error.EngineException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.segmentation.SegmentationEngine;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;

/**
 * A session of ONNX Runtime. One picture at a time: the next waits, so that memory is taken once.
 * Memory of a run is given back when it ends.
 */
final class OnnxRuntimeEngine implements SegmentationEngine {
  private static final Duration LOADING = Duration.ofMinutes(5);

  /** The most numbers of an output: 256 MiB. */
  private static final long MOST_NUMBERS = 1 << 26;

  private final CheckedModel.Facts facts;
  private final OrtSession session;

  /** Released by the thread that ran, not by the caller, who may have left. */
  private final Semaphore turn = new Semaphore(1, true);

  private boolean closed;

  private OnnxRuntimeEngine(CheckedModel.Facts facts, OrtSession session) {
    this.facts = facts;
    this.session = session;
  }

  static OnnxRuntimeEngine open(CheckedModel model) {
    NativeWork<OrtSession> loading =
        new NativeWork<>(
            "loading " + model.facts().origin(),
            () -> session(model),
            () -> {},
            OnnxRuntimeEngine::close,
            () -> {});
    try {
      return new OnnxRuntimeEngine(model.facts(), loading.run(LOADING));
    } catch (ExecutionException e) {
      throw Failures.whileLoading(model.facts().origin(), e);
    }
  }

  private static OrtSession session(CheckedModel model) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    environment.setTelemetry(false);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      // What fails is thrown.
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      // An arena would keep the memory of the largest picture until the model is closed.
      options.setCPUArenaAllocator(false);
      options.setMemoryPatternOptimization(false);
      // Threads that wait by spinning would slow everything that follows.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      return environment.createSession(model.content(), options);
    }
  }

  @Override
  public List<Integer> inputShape() {
    return facts.input().shape();
  }

  @Override
  public List<String> outputs() {
    return facts.outputs();
  }

  @Override
  public Optional<String> operationOf(String output) {
    return Optional.ofNullable(facts.operations().get(output));
  }

  @Override
  public Plane run(float[] input, List<Integer> shape, String output, Duration limit) {
    take();
    Termination termination = new Termination();
    try {
      return new NativeWork<>(
              "the segmentation",
              () -> run(input, shape, output, termination),
              termination::ask,
              plane -> {},
              turn::release)
          .run(limit);
    } catch (ExecutionException e) {
      throw Failures.whileRunning(facts.origin(), e);
    }
  }

  private void take() {
    try {
      turn.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MattingInterruptedException("the segmentation was interrupted", e);
    }
    if (closed) {
      turn.release();
      throw new IllegalStateException("this SegmentationModel is closed; load it again");
    }
  }

  private Plane run(float[] input, List<Integer> shape, String output, Termination termination)
      throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] sizes = shape.stream().mapToLong(Integer::longValue).toArray();
    try (termination;
        OnnxTensor picture = OnnxTensor.createTensor(environment, FloatBuffer.wrap(input), sizes);
        OrtSession.Result result =
            session.run(
                Map.of(facts.input().name(), picture), Set.of(output), termination.begin())) {
      return plane((OnnxTensor) result.get(0));
    }
  }

  private static Plane plane(OnnxTensor tensor) {
    long[] shape = tensor.getInfo().getShape();
    long numbers = tensor.getInfo().getNumElements();
    if (numbers > MOST_NUMBERS) {
      throw new ModelFormatException(
          "the network gives "
              + Arrays.toString(shape)
              + " numbers, wanted at most "
              + MOST_NUMBERS);
    }
    FloatBuffer values = tensor.getFloatBuffer();
    float[] copy = new float[values.remaining()];
    values.get(copy);
    return new Plane(Arrays.stream(shape).mapToObj(Math::toIntExact).toList(), copy);
  }

  @Override
  public void close() {
    turn.acquireUninterruptibly();
    try {
      if (!closed) {
        closed = true;
        close(session);
      }
    } finally {
      turn.release();
    }
  }

  private static void close(OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      throw new EngineException("ONNX Runtime cannot close a network: " + e.getMessage(), e);
    }
  }
}
