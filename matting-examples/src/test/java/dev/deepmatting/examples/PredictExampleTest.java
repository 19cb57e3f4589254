package dev.deepmatting.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapThresholds;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictExampleTest {
  private static final Path SAMPLES = Path.of("samples");

  @TempDir Path out;

  @Test
  void separatesTheDandelionWithItsSoftEdge() throws IOException {
    Path trimapFile = SAMPLES.resolve("dandelion-trimap.png");

    PredictExample.main(
        new String[] {
          SAMPLES.resolve("dandelion.jpg").toString(), trimapFile.toString(), out.toString()
        });

    Raster alpha = ImageIO.read(out.resolve("alpha.png").toFile()).getRaster();
    Trimap trimap = ImageFiles.standard().readTrimap(trimapFile, TrimapThresholds.standard());
    assertThat(alpha.getWidth()).isEqualTo(trimap.width());
    assertThat(alpha.getHeight()).isEqualTo(trimap.height());
    assertThat(wrongKnownPixels(alpha, trimap)).isZero();
    assertThat(softPixels(alpha, trimap)).isGreaterThan(trimap.unknownCount() / 10);
    BufferedImage cutout = ImageIO.read(out.resolve("cutout.png").toFile());
    assertThat(cutout.getColorModel().hasAlpha()).isTrue();
  }

  private static long wrongKnownPixels(Raster alpha, Trimap trimap) {
    long wrong = 0;
    for (int y = 0; y < trimap.height(); y++) {
      for (int x = 0; x < trimap.width(); x++) {
        boolean same = alpha.getSample(x, y, 0) == trimap.valueAt(x, y);
        wrong += same || trimap.isUnknown(x, y) ? 0 : 1;
      }
    }
    return wrong;
  }

  private static long softPixels(Raster alpha, Trimap trimap) {
    long soft = 0;
    for (int y = 0; y < trimap.height(); y++) {
      for (int x = 0; x < trimap.width(); x++) {
        int value = alpha.getSample(x, y, 0);
        soft += trimap.isUnknown(x, y) && value > 12 && value < 243 ? 1 : 0;
      }
    }
    return soft;
  }
}
