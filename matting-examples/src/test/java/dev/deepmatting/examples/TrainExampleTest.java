package dev.deepmatting.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.Matting;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainExampleTest {
  @TempDir Path folder;

  @Test
  void trainsAllStagesAndPredictsWithTheResult() throws Exception {
    TrainExample.main(new String[] {folder.toString(), "3"});

    try (Matting matting = Matting.load(folder.resolve("model.safetensors"))) {
      assertThat(matting.network().orElseThrow().baseChannels()).isEqualTo(8);
    }
    assertThat(ImageIO.read(folder.resolve("alpha.png").toFile()).getWidth()).isBetween(120, 144);
    // 3 steps of the first stage, one of each of the others.
    assertThat(folder.resolve("checkpoints/step-00000005.safetensors")).exists();
  }

  /** Scenes that nothing was learned from, against answering 0.5 in the whole unknown region. */
  @Test
  @Tag("long")
  void learnsInAllThreeStages() throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      TrainExample.main(new String[] {folder.toString()});
    } finally {
      System.setOut(before);
    }
    String text = printed.toString(StandardCharsets.UTF_8);
    System.out.print(text);
    List<Integer> shares =
        Pattern.compile(" (\\d+) % of that of a guess")
            .matcher(text)
            .results()
            .map(result -> Integer.valueOf(result.group(1)))
            .toList();
    assertThat(shares).hasSizeGreaterThan(4);
    assertThat(shares.get(shares.size() - 1)).isLessThan(35);
    assertThat(text).contains("encoder-decoder, step", "refinement, step", "overall, step");
  }
}
