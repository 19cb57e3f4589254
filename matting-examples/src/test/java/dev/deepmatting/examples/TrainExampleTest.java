package dev.deepmatting.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.Matting;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainExampleTest {
  @TempDir Path folder;

  @Test
  void trainsAllStagesAndPredictsWithTheResult() throws Exception {
    TrainExample.main(new String[] {folder.toString(), "3"});

    try (Matting matting = Matting.load(folder.resolve("model.safetensors"))) {
      assertThat(matting.network().baseChannels()).isEqualTo(8);
    }
    assertThat(ImageIO.read(folder.resolve("alpha.png").toFile()).getWidth()).isBetween(120, 144);
    // 3 steps of the first stage, one of each of the others.
    assertThat(folder.resolve("checkpoints/step-00000005.safetensors")).exists();
  }
}
