package dev.deepmatting.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.error.InvalidInputException;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class CastShadowTest {
  private static final Colour RED = new Colour(250, 0, 0);

  @Test
  void fallsWhereItIsMovedTo() {
    CutOut cutOut = SampleObjects.rectangle(30, 30, new Box(10, 10, 4, 4), RED);

    BufferedImage image =
        Composition.builder(cutOut).shadow(new Shadow(6, -5, 0, 0.4, RED)).build().render();

    for (int y = 0; y < 30; y++) {
      for (int x = 0; x < 30; x++) {
        boolean object = x >= 10 && x < 14 && y >= 10 && y < 14;
        boolean shadow = x >= 16 && x < 20 && y >= 5 && y < 9;
        assertThat(SampleObjects.alphaAt(image, x, y)).isEqualTo(object ? 255 : shadow ? 102 : 0);
      }
    }
  }

  @Test
  void isRefusedWhereItsBlurNeedsMorePixelsThanCanBe() {
    CutOut cutOut = SampleObjects.rectangle(4, 4, new Box(1, 1, 2, 2), RED);
    Composition wide =
        Composition.builder(cutOut)
            .canvas(500_000_000, 1)
            .shadow(Shadow.black(1, 1, 256, 1))
            .build();

    assertThatThrownBy(wide::render)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageMatching(
            "shadow's sigma is 256.0 on a canvas of 500000000x1, wanted less: it needs"
                + " \\d+x\\d+ pixels");
  }

  /** A pillar that leaves the photograph at the bottom: its shadow stays as deep down there. */
  @Test
  void staysDeepWhereThePhotographEnds() {
    CutOut pillar = SampleObjects.rectangle(40, 40, new Box(15, 10, 8, 30), RED);

    BufferedImage image =
        Composition.builder(pillar).shadow(Shadow.black(10, 0, 3, 1)).build().render();

    assertThat(SampleObjects.alphaAt(image, 29, 39))
        .isEqualTo(SampleObjects.alphaAt(image, 29, 27));
  }

  /** The same pillar in the middle of a larger canvas ends there, and so does its shadow. */
  @Test
  void endsWithThePhotographInsideTheCanvas() {
    CutOut pillar = SampleObjects.rectangle(40, 40, new Box(15, 10, 8, 30), RED);

    BufferedImage image =
        Composition.builder(pillar)
            .canvas(80, 80)
            .shadow(Shadow.black(10, 0, 3, 1))
            .build()
            .render();

    int inside = SampleObjects.alphaAt(image, 49, 47);
    int atTheEnd = SampleObjects.alphaAt(image, 49, 59);
    assertThat((double) atTheEnd / inside).isCloseTo(0.55, within(0.05));
    assertThat(SampleObjects.alphaAt(image, 49, 75)).isZero();
  }

  /** What lies beyond the canvas still casts a shadow into it. */
  @Test
  void comesFromBeyondTheCanvas() {
    CutOut cutOut = SampleObjects.rectangle(40, 40, new Box(2, 18, 4, 4), RED);

    BufferedImage image =
        Composition.builder(cutOut)
            .canvas(20, 20)
            .shadow(Shadow.black(12, 0, 0, 1))
            .build()
            .render();

    // The frame starts at -10, so the object lies at -8 to -5 and its shadow at 4 to 7.
    assertThat(SampleObjects.alphaAt(image, 3, 9)).isZero();
    assertThat(SampleObjects.alphaAt(image, 4, 9)).isEqualTo(255);
    assertThat(SampleObjects.alphaAt(image, 7, 11)).isEqualTo(255);
    assertThat(SampleObjects.alphaAt(image, 8, 11)).isZero();
  }

  /** Of a straight edge a Gaussian leaves half on it, and 0.1587 a deviation away. */
  @Test
  void isBlurredByItsDeviation() {
    CutOut half = SampleObjects.rectangle(80, 5, new Box(0, 0, 40, 5), Colour.BLACK);

    BufferedImage image =
        Composition.builder(half)
            .onto(Colour.WHITE)
            .offset(-80, 0)
            .shadow(Shadow.black(80, 0, 6, 1))
            .build()
            .render();

    assertThat(SampleObjects.colourAt(image, 45, 2).red() / 255.0).isCloseTo(0.8203, within(0.005));
    assertThat(SampleObjects.colourAt(image, 39, 2).red() / 255.0).isCloseTo(0.4668, within(0.005));
  }
}
