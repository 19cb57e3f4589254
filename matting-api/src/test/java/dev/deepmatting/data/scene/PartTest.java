package dev.deepmatting.data.scene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.data.SampleRandom;
import org.junit.jupiter.api.Test;

/** What is painted in a part alone is the same as in the whole picture. */
class PartTest {
  private static final int WIDTH = 150;
  private static final int HEIGHT = 90;
  private static final Part PART = new Part(31, 17, 118, 64);

  @Test
  void aTextureIsTheSameInAPart() {
    for (int seed = 0; seed < 24; seed++) {
      Palette palette = Palette.any(SampleRandom.of(seed, 1));
      SampleRandom forWhole = SampleRandom.of(seed, 0);
      SampleRandom forPart = SampleRandom.of(seed, 0);
      Texture whole = Texture.any(forWhole, WIDTH, HEIGHT, palette);
      Texture part = Texture.any(forPart, WIDTH, HEIGHT, palette, PART);

      assertThat(forPart.number()).isEqualTo(forWhole.number());
      for (int y = PART.top(); y < PART.bottom(); y++) {
        for (int x = PART.left(); x < PART.right(); x++) {
          assertThat(colourAt(part, x, y)).isEqualTo(colourAt(whole, x, y));
        }
      }
    }
  }

  private static float[] colourAt(Texture texture, int x, int y) {
    float[] rgba = new float[4];
    texture.at(x, y, rgba);
    return rgba;
  }

  @Test
  void grainThatIsSkippedIsAsIfItHadBeenAskedFor() {
    for (int count : new int[] {0, 1, 2, 7, 1000}) {
      Texture.Grain asked = new Texture.Grain(77);
      for (int i = 0; i < count; i++) {
        asked.next();
      }
      Texture.Grain skipped = new Texture.Grain(77);
      skipped.skip(count);
      assertThat(skipped.next()).isEqualTo(asked.next());
    }
  }

  @Test
  void coversAnOutlineInsideOfThePicture() {
    Outline outline = new Outline().ellipse(10, 85, 20, 10, false);

    assertThat(Part.of(outline, WIDTH, HEIGHT)).isEqualTo(new Part(0, 74, 31, 90));
    assertThat(Part.of(new Outline().ellipse(-60, 20, 9, 9, false), WIDTH, HEIGHT))
        .satisfies(part -> assertThat(part.right()).isEqualTo(part.left()));
    assertThat(PART.grown(200, WIDTH, HEIGHT)).isEqualTo(Part.whole(WIDTH, HEIGHT));
  }

  @Test
  void whatIsDrawnIsFoundAndBlursWithinItsReach() {
    Canvas canvas = new Canvas(40, 30);
    assertThat(canvas.drawn()).isEqualTo(new Part(0, 0, 0, 0));
    canvas.over(12 * 40 + 20, 1, 1, 1, 1);
    canvas.over(15 * 40 + 25, 1, 1, 1, 0.5f);
    assertThat(canvas.drawn()).isEqualTo(new Part(20, 12, 26, 16));

    Blur.soften(canvas, 1.5);
    double sum = 0;
    for (int pixel = 0; pixel < 40 * 30; pixel++) {
      sum += canvas.alpha(pixel);
    }
    assertThat(sum).isBetween(1.4999, 1.5001);
  }
}
