package dev.deepmatting.dl4j.internal.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.deepmatting.ModelFiles;
import dev.deepmatting.dl4j.fixture.Checkpoints;
import dev.deepmatting.network.StorageType;
import dev.deepmatting.network.WeightSource;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files that PyTorch has loaded with strict=True, recorded by {@code strict_reload.py}. */
class StrictReloadTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "seed, FLOAT32, 1e-6",
    "seed, FLOAT16, 1e-3",
    "seed, BFLOAT16, 5e-2",
    "classic-head, FLOAT32, 1e-6",
    "classic-head, FLOAT16, 1e-3",
    "classic-head, BFLOAT16, 2e-2",
  })
  void writesTheVeryFilesThatPyTorchHasLoaded(String name, StorageType storage, double most)
      throws IOException {
    String file = name + "-" + storage.id() + ".safetensors";
    WeightSource source = WeightSource.file(Checkpoints.path(name + ".pth"));
    Path target = folder.resolve(file);
    ModelFiles.convert(name.equals("seed") ? source : source.withSkip(true), target, storage);

    JsonNode recorded = recorded().path(file);
    assertThat(ModelFiles.inspect(WeightSource.file(target)).sha256())
        .isEqualTo(recorded.path("sha256").asText());
    assertThat(recorded.path("strict").asBoolean()).isTrue();
    assertThat(recorded.path("greatest_difference_of_alpha").asDouble()).isLessThan(most);
  }

  @Test
  void everythingThatIsRecordedIsTested() throws IOException {
    assertThat(recorded().size()).isEqualTo(6);
  }

  private static JsonNode recorded() throws IOException {
    return new ObjectMapper().readTree(Checkpoints.path("strict_reload.json").toFile());
  }
}
