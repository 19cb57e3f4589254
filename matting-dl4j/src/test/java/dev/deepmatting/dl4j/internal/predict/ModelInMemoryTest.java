package dev.deepmatting.dl4j.internal.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.Matting;
import dev.deepmatting.ModelFiles;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.network.WeightSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ModelInMemoryTest {
  private static final Path FILE =
      Path.of("src/test/resources/dev/deepmatting/dl4j/model/version-1.safetensors");

  @Test
  void predictsLikeTheFile() throws IOException {
    WeightSource memory = WeightSource.bytes("net.safetensors", Files.readAllBytes(FILE));

    assertThat(predict(memory)).isEqualTo(predict(WeightSource.file(FILE)));
    assertThat(ModelFiles.inspect(memory).tensors())
        .isEqualTo(ModelFiles.inspect(WeightSource.file(FILE)).tensors());
  }

  private static AlphaMatte predict(WeightSource source) {
    byte[] pixels = new byte[3 * 32 * 32];
    new Random(5).nextBytes(pixels);
    byte[] unknown = new byte[32 * 32];
    Arrays.fill(unknown, (byte) Trimap.UNKNOWN);
    try (Matting matting = Matting.builder().model(source).build()) {
      return matting.predict(RgbImage.of8(32, 32, pixels), Trimap.of(32, 32, unknown));
    }
  }

  @Test
  void damageIsNamed() throws IOException {
    byte[] whole = Files.readAllBytes(FILE);
    WeightSource half = WeightSource.bytes("half.safetensors", Arrays.copyOf(whole, 999));

    assertThatThrownBy(() -> Matting.builder().model(half).build())
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("model half.safetensors ");
  }
}
