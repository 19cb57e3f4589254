package dev.deepmatting.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FitTest {
  private static final Box CANVAS = new Box(0, 0, 100, 60);

  @ParameterizedTest
  @CsvSource({
    // Wider than the canvas, taller, of its size, and one that rounds.
    "COVER, 400, 100, -70, 0, 240, 60",
    "COVER, 50, 90, 0, -60, 100, 180",
    "COVER, 100, 60, 0, 0, 100, 60",
    "COVER, 33, 19, -2, 0, 104, 60",
    "CONTAIN, 400, 100, 0, 17, 100, 25",
    "CONTAIN, 50, 90, 33, 0, 33, 60",
    "CONTAIN, 100000, 1, 0, 29, 100, 1",
    "CENTRE, 400, 100, -150, -20, 400, 100",
    "CENTRE, 51, 31, 24, 14, 51, 31",
  })
  void laysTheImage(Fit fit, int width, int height, int left, int top, int wide, int high) {
    assertThat(fit.frame(width, height, CANVAS)).isEqualTo(new Box(left, top, wide, high));
  }

  @Test
  void containedAndCentredImagesAreSurrounded() {
    Colour green = new Colour(0, 200, 0);
    RgbImage background = SampleObjects.plain(4, 2, green);

    BufferedImage contained = onto(background, Fit.CONTAIN, null);
    BufferedImage centred = onto(background, Fit.CENTRE, new Colour(9, 9, 9));
    BufferedImage covered = onto(background, Fit.COVER, null);

    assertThat(SampleObjects.colourAt(contained, 5, 4)).isEqualTo(green);
    assertThat(SampleObjects.colourAt(contained, 5, 1)).isEqualTo(Colour.BLACK);
    assertThat(SampleObjects.colourAt(centred, 3, 4)).isEqualTo(green);
    assertThat(SampleObjects.colourAt(centred, 2, 4)).isEqualTo(new Colour(9, 9, 9));
    assertThat(SampleObjects.colourAt(covered, 0, 0)).isEqualTo(green);
    assertThat(SampleObjects.colourAt(covered, 9, 9)).isEqualTo(green);
  }

  /** A ramp of 200 levels at half its size: each pixel is the mean of two. */
  @Test
  void shrinksByTheMean() {
    byte[] ramp = new byte[3 * 200 * 20];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (byte) (i / 3 % 200);
    }
    RgbImage background = RgbImage.of8(200, 20, ramp);
    CutOut clear =
        CutOut.naive(
            SampleObjects.plain(100, 10, Colour.WHITE), AlphaMatte.of(100, 10, new float[1000]));

    BufferedImage image = Composition.builder(clear).onto(background, Fit.COVER).build().render();

    for (int x = 0; x < 100; x++) {
      assertThat(SampleObjects.colourAt(image, x, 5).green()).isEqualTo(2 * x + 1);
    }
  }

  private static BufferedImage onto(RgbImage background, Fit fit, Colour surroundings) {
    CutOut clear =
        CutOut.naive(
            SampleObjects.plain(10, 10, Colour.WHITE), AlphaMatte.of(10, 10, new float[100]));
    Composition.Builder builder = Composition.builder(clear);
    return (surroundings == null
            ? builder.onto(background, fit)
            : builder.onto(background, fit, surroundings))
        .build()
        .render();
  }
}
