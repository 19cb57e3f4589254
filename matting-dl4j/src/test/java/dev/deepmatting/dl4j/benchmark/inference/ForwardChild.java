package dev.deepmatting.dl4j.benchmark.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.deepmatting.dl4j.internal.engine.NetworkEngine;
import dev.deepmatting.dl4j.internal.engine.OneDnnEngine;
import dev.deepmatting.dl4j.internal.engine.SameDiffEngine;
import dev.deepmatting.dl4j.internal.model.ModelReader;
import dev.deepmatting.dl4j.internal.tensor.RunRequest;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.network.Precision;
import dev.deepmatting.network.ProgressListener;
import dev.deepmatting.network.WeightSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/** The process of one of this library's engines or of ONNX Runtime. */
final class ForwardChild {
  private ForwardChild() {}

  /** See {@link ForwardLoop}. */
  public static void main(String[] arguments) throws Exception {
    ForwardLoop loop = new ForwardLoop(arguments);
    if (ForwardEngine.named(loop.engine()) == ForwardEngine.ONNX_RUNTIME) {
      serveOnnxRuntime(loop);
    } else {
      serveOwn(loop);
    }
  }

  private static void serveOwn(ForwardLoop loop) throws Exception {
    FloatTensor input = new FloatTensor(loop.input(), 1, 4, loop.height(), loop.width());
    try (NetworkEngine engine = open(loop)) {
      loop.serve(
          new ForwardLoop.Forward() {
            private FloatTensor alpha;

            @Override
            public void run() {
              alpha = engine.run(RunRequest.whole(input), ProgressListener.NONE);
            }

            @Override
            public float[] alpha() {
              return alpha.values();
            }
          });
    }
  }

  /** As a user's program does: the file's tensors are read one by one, and are not kept. */
  private static NetworkEngine open(ForwardLoop loop) {
    return ModelReader.use(
        WeightSource.file(loop.model()),
        imported -> open(ForwardEngine.named(loop.engine()), imported.model().weights()));
  }

  private static NetworkEngine open(ForwardEngine engine, NetworkWeights weights) {
    return switch (engine) {
      case ONEDNN -> new OneDnnEngine(weights, Precision.FP32);
      case ONEDNN_BF16 -> new OneDnnEngine(weights, Precision.BF16);
      case SAMEDIFF -> new SameDiffEngine(weights);
      default -> throw new IllegalArgumentException(engine + " is not an own engine");
    };
  }

  private static void serveOnnxRuntime(ForwardLoop loop) throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(loop.threads());
      try (OrtSession session = environment.createSession(loop.model().toString(), options);
          OnnxTensor input = input(environment, loop);
          OnnxForward forward = new OnnxForward(session, input)) {
        loop.serve(forward);
      }
    }
  }

  private static OnnxTensor input(OrtEnvironment environment, ForwardLoop loop)
      throws IOException, OrtException {
    float[] values = loop.input();
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(4 * values.length).order(ByteOrder.nativeOrder()).asFloatBuffer();
    buffer.put(values).flip();
    return OnnxTensor.createTensor(
        environment, buffer, new long[] {1, 4, loop.height(), loop.width()});
  }

  private static final class OnnxForward implements ForwardLoop.Forward, AutoCloseable {
    private final OrtSession session;
    private final OnnxTensor input;
    private OrtSession.Result result;

    OnnxForward(OrtSession session, OnnxTensor input) {
      this.session = session;
      this.input = input;
    }

    @Override
    public void run() throws OrtException {
      close();
      result = session.run(Map.of("input", input));
    }

    @Override
    public float[] alpha() {
      FloatBuffer values = ((OnnxTensor) result.get("alpha").orElseThrow()).getFloatBuffer();
      float[] alpha = new float[values.remaining()];
      values.get(alpha);
      return alpha;
    }

    @Override
    public void close() {
      if (result != null) {
        result.close();
        result = null;
      }
    }
  }
}
