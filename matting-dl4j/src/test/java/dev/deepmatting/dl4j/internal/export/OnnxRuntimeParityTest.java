package dev.deepmatting.dl4j.internal.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.internal.engine.SameDiffEngine;
import dev.deepmatting.dl4j.internal.tensor.RunRequest;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.ProgressListener;
import dev.deepmatting.network.RefinementHead;
import dev.deepmatting.network.Upsampling;
import dev.deepmatting.network.Variant;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ONNX Runtime's alpha of exported networks against this library's own engine. */
class OnnxRuntimeParityTest {
  private static final float TOLERANCE = 1e-4f;

  /** A sigmoid that says nothing everywhere would agree too. */
  private static final float LEAST_SPREAD = 0.05f;

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource({
    "dev.deepmatting.dl4j.fixture.Forms#half",
    "dev.deepmatting.dl4j.fixture.Forms#guided"
  })
  void onnxRuntimeGivesTheSameAlphaAtEverySize(NetworkConfig config)
      throws IOException, OrtException {
    compare(
        Generated.weights(config),
        List.of(input(config, 64, 64), input(config, 96, 160), input(config, 224, 128)));
  }

  @Test
  void onnxRuntimeComputesPicturesOfABatchAsEachAlone() throws IOException, OrtException {
    for (Upsampling upsampling : Upsampling.values()) {
      NetworkConfig config =
          NetworkConfig.builder(Variant.VGG16_BN).baseChannels(4).upsampling(upsampling).build();
      NetworkWeights weights = Generated.weights(config);
      FloatTensor first = input(config, 64, 96);
      FloatTensor second = mirrored(first);
      try (SameDiffEngine engine = new SameDiffEngine(weights);
          OrtSession session = session(weights)) {
        float[] alphas = run(session, joined(first, second), 2, 1, 64, 96);
        int half = alphas.length / 2;
        assertClose(
            Arrays.copyOf(alphas, half),
            engine.run(RunRequest.whole(first), ProgressListener.NONE));
        assertClose(
            Arrays.copyOfRange(alphas, half, 2 * half),
            engine.run(RunRequest.whole(second), ProgressListener.NONE));
      }
    }
  }

  @Test
  @Tag("long")
  void onnxRuntimeGivesTheSameAlphaAtFullWidth() throws IOException, OrtException {
    NetworkConfig config =
        NetworkConfig.builder(Variant.CLASSIC)
            .skip(true)
            .refinementHead(RefinementHead.LOGIT_RESIDUAL)
            .build();
    compare(Generated.weights(config), List.of(input(config, 320, 320)));
  }

  private void compare(NetworkWeights weights, List<FloatTensor> inputs)
      throws IOException, OrtException {
    try (SameDiffEngine engine = new SameDiffEngine(weights);
        OrtSession session = session(weights)) {
      for (FloatTensor input : inputs) {
        float[] alpha = run(session, input, 1, 1, input.size(2), input.size(3));
        assertClose(alpha, engine.run(RunRequest.whole(input), ProgressListener.NONE));
      }
    }
  }

  private OrtSession session(NetworkWeights weights) throws IOException, OrtException {
    Path file = folder.resolve("network.onnx");
    OnnxWriter.write(file, weights, Map.of());
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      // Threads that wait by spinning would slow the engine that runs beside them.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      return OrtEnvironment.getEnvironment().createSession(file.toString(), options);
    }
  }

  private static float[] run(OrtSession session, FloatTensor input, long... shape)
      throws OrtException {
    try (OnnxTensor pictures = tensor(input, 0, 4);
        OnnxTensor guides = guides(input);
        OrtSession.Result result =
            session.run(
                guides == null
                    ? Map.of(OnnxWriter.INPUT, pictures)
                    : Map.of(OnnxWriter.INPUT, pictures, OnnxWriter.GUIDES, guides))) {
      OnnxTensor alpha = (OnnxTensor) result.get(OnnxWriter.ALPHA).orElseThrow();
      assertThat(alpha.getInfo().getShape()).isEqualTo(shape);
      float[] numbers = new float[alpha.getFloatBuffer().remaining()];
      alpha.getFloatBuffer().get(numbers);
      return numbers;
    }
  }

  /** The channels of a batch from one to another. */
  private static OnnxTensor tensor(FloatTensor input, int from, int to) throws OrtException {
    long[] sizes = {input.size(0), to - from, input.size(2), input.size(3)};
    int plane = input.size(2) * input.size(3);
    FloatBuffer values = FloatBuffer.allocate(input.size(0) * (to - from) * plane);
    for (int i = 0; i < input.size(0); i++) {
      values.put(input.values(), (i * input.size(1) + from) * plane, (to - from) * plane);
    }
    return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), values.flip(), sizes);
  }

  /** Mattes in 0..1, or null if there are none. */
  private static OnnxTensor guides(FloatTensor input) throws OrtException {
    if (input.size(1) == 4) {
      return null;
    }
    float[] values = input.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = (values[i] + 1) / 2;
    }
    return tensor(new FloatTensor(values, input.shape()), 4, input.size(1));
  }

  private static void assertClose(float[] alpha, FloatTensor wanted) {
    float worst = 0;
    float least = 1;
    float most = 0;
    assertThat(alpha).hasSameSizeAs(wanted.values());
    for (int i = 0; i < alpha.length; i++) {
      worst = Math.max(worst, Math.abs(alpha[i] - wanted.values()[i]));
      least = Math.min(least, alpha[i]);
      most = Math.max(most, alpha[i]);
    }
    assertThat(worst).isLessThan(TOLERANCE);
    assertThat(most - least).isGreaterThan(LEAST_SPREAD);
  }

  private static FloatTensor input(NetworkConfig config, int height, int width) {
    return Generated.input(config, width, height);
  }

  private static FloatTensor mirrored(FloatTensor tensor) {
    int width = tensor.size(3);
    float[] values = new float[tensor.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.values()[i / width * width + width - 1 - i % width];
    }
    return new FloatTensor(values, tensor.shape());
  }

  private static FloatTensor joined(FloatTensor first, FloatTensor second) {
    int length = first.values().length;
    float[] values = Arrays.copyOf(first.values(), 2 * length);
    System.arraycopy(second.values(), 0, values, length, length);
    return new FloatTensor(values, 2, first.size(1), first.size(2), first.size(3));
  }
}
