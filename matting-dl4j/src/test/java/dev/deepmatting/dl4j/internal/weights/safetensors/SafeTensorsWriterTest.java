package dev.deepmatting.dl4j.internal.weights.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.dl4j.internal.weights.DataType;
import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTensorsWriterTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"F32, 0.1, 70000", "F16, 0.099975586, 60000", "BF16, 0.100097656, 70144"})
  void roundsToTheStorageType(DataType type, float small, float large) throws IOException {
    Path file = folder.resolve("t.safetensors");
    float[] values = new float[100_000];
    values[0] = 0.1f;
    values[99_999] = type == DataType.F16 ? 60000 : 70000;
    SafeTensorsWriter.write(file, Map.of(), Map.of("a", new FloatTensor(values, 10, 10_000)), type);
    try (SafeTensorsFile read = new SafeTensorsFile(FileBytes.open(file))) {
      assertThat(read.info("a").dataType()).isEqualTo(type);
      assertThat(read.read("a").values()[0]).isEqualTo(small);
      assertThat(read.read("a").values()[99_999]).isEqualTo(large);
    }
  }

  @Test
  void refusesANumberThatTheStorageTypeCannotHoldAndLeavesAnOlderFileAsItWas() throws IOException {
    Path file = Files.writeString(folder.resolve("t.safetensors"), "older");
    Map<String, FloatTensor> tensors = Map.of("a", new FloatTensor(new float[] {70000}, 1));
    assertThatThrownBy(() -> SafeTensorsWriter.write(file, Map.of(), tensors, DataType.F16))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            file + ": tensor a holds 70000.0, which is beyond F16; wanted storage as F32 or BF16");
    assertThat(file).hasContent("older");
    assertThat(folder.toFile().list()).hasSize(1);
  }
}
