package dev.deepmatting.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CutOutExampleTest {
  @TempDir Path root;

  @Test
  void theCutOutHasLessOfTheScreenThanTheNaiveOne() throws IOException {
    Path image = ScreenPicture.image(root.resolve("image.png"));
    Path trimap = ScreenPicture.trimap(root.resolve("trimap.png"));

    CutOutExample.main(new String[] {image.toString(), trimap.toString(), root.toString()});

    BufferedImage naive = read("cutout-naive.png");
    BufferedImage estimated = read("cutout.png");
    assertThat(greenOfEdges(naive)).isPositive();
    assertThat(greenOfEdges(estimated)).isLessThan(greenOfEdges(naive) / 2);
    assertThat(read("cutout-16-bit.png").getSampleModel().getSampleSize(3)).isEqualTo(16);
    assertThat(read("cutout.tif").getColorModel().hasAlpha()).isTrue();
    assertThat(read("foreground.png").getColorModel().hasAlpha()).isFalse();
    assertThat(read("alpha.png").getType()).isEqualTo(BufferedImage.TYPE_USHORT_GRAY);
  }

  /** How much more green there is than in the object, weighed with alpha. */
  private static long greenOfEdges(BufferedImage cutOut) {
    long sum = 0;
    for (int y = 0; y < cutOut.getHeight(); y++) {
      for (int x = 0; x < cutOut.getWidth(); x++) {
        int argb = cutOut.getRGB(x, y);
        int excess = (argb >> 8 & 0xff) - ScreenPicture.OBJECT.getGreen();
        sum += (long) (argb >>> 24) * Math.max(0, excess);
      }
    }
    return sum;
  }

  private BufferedImage read(String name) throws IOException {
    return ImageIO.read(root.resolve(name).toFile());
  }
}
