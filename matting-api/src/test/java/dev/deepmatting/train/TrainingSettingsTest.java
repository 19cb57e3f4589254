package dev.deepmatting.train;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.MattingTrainer;
import dev.deepmatting.data.scene.ProceduralScenes;
import dev.deepmatting.error.InvalidInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainingSettingsTest {
  static List<Map.Entry<UnaryOperator<MattingTrainer.Builder>, String>> wrong() {
    return List.of(
        Map.entry(b -> b.steps(0), "steps is 0, wanted at least 1"),
        Map.entry(b -> b.stopAfter(-1), "stopAfter is -1, wanted at least 1"),
        Map.entry(b -> b.validationImages(0), "validationImages is 0, wanted at least 1"),
        Map.entry(b -> b.checkpointEvery(0), "checkpointEvery is 0, wanted at least 1"),
        Map.entry(b -> b.keepCheckpoints(0), "keepCheckpoints is 0, wanted at least 1"),
        Map.entry(b -> b.validateEvery(0), "validateEvery is 0, wanted at least 1"),
        Map.entry(b -> b.workers(0), "workers is 0, wanted 1 to 1024"),
        Map.entry(b -> b.workers(1025), "workers is 1025, wanted 1 to 1024"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void refusesNumbersOutOfTheirRange(
      Map.Entry<UnaryOperator<MattingTrainer.Builder>, String> setting) {
    MattingTrainer.Builder builder = setting.getKey().apply(builder());
    assertThatThrownBy(builder::build)
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(setting.getValue());
  }

  @Test
  void namesTheSizeThatIsNone() {
    assertThatThrownBy(() -> builder().memoryBudget("much"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("memory is 'much'");
  }

  private static MattingTrainer.Builder builder() {
    return MattingTrainer.builder()
        .data(ProceduralScenes.builder().build())
        .output(Path.of("target/no-run"));
  }
}
