package dev.deepmatting.dl4j.internal.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.dl4j.internal.weights.TensorFile;
import dev.deepmatting.network.WeightSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorFilesTest {
  @TempDir Path folder;

  /**
   * Their lowest bytes are 80 and 00 to 05, as of a pickle of those protocols. Found by fuzzing.
   */
  @ParameterizedTest
  @ValueSource(ints = {0x080, 0x180, 0x280, 0x380, 0x480, 0x580})
  void takesASafetensorsFileForOneWhateverItsHeadersLength(int headerLength) throws IOException {
    String json = "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
    String header = json + " ".repeat(headerLength - json.length());
    ByteBuffer content = ByteBuffer.allocate(8 + headerLength + 4).order(ByteOrder.LITTLE_ENDIAN);
    content.putLong(headerLength).put(header.getBytes(StandardCharsets.US_ASCII)).putFloat(1.5f);
    Path path = Files.write(folder.resolve("a.safetensors"), content.array());
    try (TensorFile file = TensorFiles.open(WeightSource.file(path))) {
      assertThat(file.format()).isEqualTo("safetensors");
      assertThat(file.read("a").values()).containsExactly(1.5f);
    }
  }
}
