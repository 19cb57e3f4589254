package dev.deepmatting.dl4j.internal.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.internal.model.Model;
import dev.deepmatting.dl4j.internal.model.ModelReader;
import dev.deepmatting.dl4j.internal.model.ModelWriter;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.StorageType;
import dev.deepmatting.network.Variant;
import dev.deepmatting.train.Stage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CheckpointFileTest {
  private static final Model MODEL =
      new Model(
          Generated.weights(NetworkConfig.builder(Variant.VGG16_BN).baseChannels(1).build()), "{}");
  private static final RunState STATE =
      new RunState(Stage.OVERALL, 3, 13, 40, 0.1 + 0.2, 12, Double.NaN, "{\"seed\":3}");

  @TempDir private Path folder;

  private Path written(float... memory) {
    return written(Optional.empty(), memory);
  }

  private Path written(Optional<NetworkWeights> raw, float... memory) {
    Path file = folder.resolve("step-00000013.safetensors");
    CheckpointFile.write(
        file, MODEL, raw, Map.of("velocity/head", Nd4j.createFromArray(memory)), STATE);
    return file;
  }

  @Test
  void theStateAndTheMemoryComeBackToTheBit() {
    INDArray memory = Nd4j.createFromArray(0f, 0f, 0f);
    try (CheckpointFile file = CheckpointFile.open(written(1.5f, Float.MIN_VALUE, -0f))) {
      assertThat(file.state()).isEqualTo(STATE);
      file.restore(Map.of("velocity/head", memory));
    }
    assertThat(memory.data().asFloat()).containsExactly(1.5f, Float.MIN_VALUE, -0f);
  }

  @Test
  void theRawWeightsStandBesideTheModel() {
    NetworkWeights raw = halved(MODEL.weights());
    Path file = written(Optional.of(raw), 1);
    try (CheckpointFile checkpoint = CheckpointFile.open(file)) {
      requireSame(checkpoint.raw(MODEL.weights()), raw);
    }
    requireSame(ModelReader.read(file).weights(), MODEL.weights());
  }

  @Test
  void withoutRawWeightsTheyAreTheModel() {
    try (CheckpointFile checkpoint = CheckpointFile.open(written(1))) {
      assertThat(checkpoint.raw(MODEL.weights())).isSameAs(MODEL.weights());
    }
  }

  private static NetworkWeights halved(NetworkWeights weights) {
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    weights
        .tensors()
        .forEach(
            (name, tensor) -> {
              float[] values = tensor.values().clone();
              for (int i = 0; i < values.length; i++) {
                values[i] /= 2;
              }
              tensors.put(name, new FloatTensor(values, tensor.shape()));
            });
    return NetworkWeights.of(weights.config(), tensors);
  }

  private static void requireSame(NetworkWeights got, NetworkWeights wanted) {
    wanted
        .tensors()
        .forEach(
            (name, tensor) ->
                assertThat(got.tensor(name).values()).as(name).isEqualTo(tensor.values()));
  }

  @Test
  void memoryOfAnotherOptimiserIsRefused() {
    try (CheckpointFile file = CheckpointFile.open(written(1, 2))) {
      assertThatThrownBy(() -> file.restore(Map.of("mean/head", Nd4j.createFromArray(0f, 0f))))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining(
              "tensor optimiser/velocity/head does not fit this run, wanted no such tensor");
      assertThatThrownBy(() -> file.restore(Map.of("velocity/head", Nd4j.createFromArray(0f))))
          .hasMessageEndingWith(
              "tensor velocity/head does not fit this run, wanted 1 numbers, got 2");
    }
  }

  @Test
  void memoryThatIsNoNumberIsRefused() {
    try (CheckpointFile file = CheckpointFile.open(written(1, Float.NaN))) {
      assertThatThrownBy(() -> file.restore(Map.of("velocity/head", Nd4j.createFromArray(0f, 0f))))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining("NaN");
    }
  }

  @Test
  void aModelFileIsNoCheckpoint() {
    Path file = folder.resolve("model.safetensors");
    ModelWriter.write(MODEL, file, StorageType.FLOAT32);
    assertThatThrownBy(() -> CheckpointFile.open(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(file + " is not a checkpoint: it has no training state");
  }

  @Test
  void aStateOfAnotherVersionIsRefused() {
    assertThatThrownBy(() -> RunState.parse("run", "{\"version\":2}"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("run has a training state of version 2, wanted 1");
    assertThatThrownBy(() -> RunState.parse("run", "{\"version\":1,\"stage\":\"third\"}"))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("run has a training state that cannot be read: ");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"step\":3', '\"step\":-3', 'step is -3, wanted 0 to 13'",
    "'\"step\":3', '\"step\":14', 'step is 14, wanted 0 to 13'",
    "'\"totalStep\":13', '\"totalStep\":9223372036854775807', totalStep is 9223372036854775807",
    "'\"nextPlace\":40', '\"nextPlace\":-1', 'nextPlace is -1, wanted 0 to'",
    "'\"bestStep\":12', '\"bestStep\":14', 'bestStep is 14, wanted 0 to 13'",
    "0.30000000000000004, NaN, 'best is NaN, wanted a SAD or Infinity'"
  })
  void aStateThatCannotBeIsRefused(String sound, String damaged, String message) {
    String json = STATE.json();
    assertThat(json).contains(sound);
    assertThatThrownBy(() -> RunState.parse("run", json.replace(sound, damaged)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("run has a training state that cannot be read: " + message);
  }
}
