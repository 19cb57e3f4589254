package dev.deepmatting.internal.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.data.MattingSample;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.train.PredictedSample;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleStripTest {
  private static final int GAP = 0x3366cc;

  @Test
  void showsMergedTrimapTruePredictedAndComposedInThisOrder() {
    BufferedImage strip = SampleStrip.of(Reports.plain("a", 10, 8));

    assertThat(colour(strip, 9, 7)).isEqualTo(0xff0000);
    assertThat(colour(strip, 10, 0)).isEqualTo(GAP);
    assertThat(colour(strip, 14, 0)).isEqualTo(0xffffff);
    assertThat(colour(strip, 15, 0)).isEqualTo(0x808080);
    assertThat(colour(strip, 28, 7)).isEqualTo(0xcccccc);
    assertThat(colour(strip, 42, 7)).isEqualTo(0x333333);
    assertThat(colour(strip, 55, 7)).isEqualTo(GAP);
    assertThat(colour(strip, 56, 7)).isEqualTo(0x00ff00);
    assertThat(colour(strip, 65, 7)).isEqualTo(0x00ff00);
  }

  @ParameterizedTest
  @CsvSource({
    "10, 8, 10, 8",
    "640, 320, 640, 320",
    "400, 640, 200, 320",
    "333, 641, 166, 320",
    "1300, 100, 640, 49",
    "2000, 1, 640, 1",
    "1, 1000, 1, 320"
  })
  void reducesLargeImagesAlone(int width, int height, int panelWidth, int panelHeight) {
    BufferedImage strip = SampleStrip.of(Reports.plain("a", width, height));

    assertThat(strip.getWidth()).isEqualTo(5 * panelWidth + 4 * SampleStrip.GAP);
    assertThat(strip.getHeight()).isEqualTo(panelHeight);
    assertThat(colour(strip, strip.getWidth() - 1, panelHeight - 1)).isEqualTo(0x00ff00);
  }

  @Test
  void aReducedTrimapHasNoValuesBetweenItsOwn() {
    BufferedImage strip = SampleStrip.of(Reports.plain("a", 333, 641));

    for (int x = 0; x < 166; x++) {
      assertThat(colour(strip, 170 + x, 100)).isIn(0x000000, 0x808080, 0xffffff);
    }
  }

  @Test
  void aReducedMatteHasTheMeanOfItsPixels() {
    PredictedSample plain = Reports.plain("a", 960, 640);
    float[] values = new float[960 * 640];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i % 960 % 2 * 100 + i / 960 % 2 * 60 + 7) / 255f;
    }
    PredictedSample striped =
        new PredictedSample(plain.sample(), AlphaMatte.of(960, 640, values), plain.composed());

    BufferedImage strip = SampleStrip.of(striped);

    int mean = 7 + 50 + 30;
    assertThat(colour(strip, 3 * (480 + SampleStrip.GAP) + 200, 100)).isEqualTo(mean * 0x010101);
  }

  @Test
  void theImageThatIsShownIsTheExactComposite() {
    MattingSample sample = Reports.plain("a", 4, 4).sample();

    assertThat(sample.image()).isNotEqualTo(sample.merged());
    assertThat(colour(SampleStrip.of(Reports.plain("a", 4, 4)), 0, 0)).isEqualTo(0xff0000);
  }

  private static int colour(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) & 0xffffff;
  }
}
