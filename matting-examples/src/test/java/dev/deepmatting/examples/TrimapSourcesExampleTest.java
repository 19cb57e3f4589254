package dev.deepmatting.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrimapSourcesExampleTest {
  @TempDir Path root;

  @Test
  void everySourceFindsTheObject() throws IOException {
    Path image = ScreenPicture.image(root.resolve("image.png"));

    TrimapSourcesExample.main(new String[] {image.toString(), root.toString()});

    for (String name : new String[] {"rectangle", "scribbles", "key", "function"}) {
      BufferedImage cutOut = ImageIO.read(root.resolve(name + ".png").toFile());
      int middle = ScreenPicture.SIZE / 2;
      assertThat(cutOut.getRGB(middle, middle)).as(name).isEqualTo(ScreenPicture.OBJECT.getRGB());
      assertThat(cutOut.getRGB(1, 1) >>> 24).as(name).isZero();
    }
  }
}
