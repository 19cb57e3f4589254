package dev.deepmatting.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SquareFormTest {
  /** Two rows of three pixels, all of them different: 0 1 2, 3 4 5. */
  private static final MattingSample OBLONG = oblong();

  @Test
  void thereAreEightAndTheFirstChangesNothing() {
    List<MattingSample> forms = SquareForm.ALL.stream().map(form -> form.of(OBLONG)).toList();

    assertThat(forms).hasSize(8).doesNotHaveDuplicates();
    assertThat(forms.get(0)).isSameAs(OBLONG);
    assertThat(forms).extracting(MattingSample::name).containsOnly("oblong");
  }

  @Test
  void mirrorsFirstAndTurnsClockwiseThen() {
    assertPixels(new SquareForm(true, 0), 2, 1, 0, 5, 4, 3);
    assertPixels(new SquareForm(false, 1), 3, 0, 4, 1, 5, 2);
    assertPixels(new SquareForm(false, 2), 5, 4, 3, 2, 1, 0);
    assertPixels(new SquareForm(false, 3), 2, 5, 1, 4, 0, 3);
    assertPixels(new SquareForm(true, 1), 5, 2, 4, 1, 3, 0);
    assertPixels(new SquareForm(true, 2), 3, 4, 5, 0, 1, 2);
    assertPixels(new SquareForm(true, 3), 0, 3, 1, 4, 2, 5);
  }

  /** By the pixels' numbers, as {@code numpy.rot90(..., -quarterTurns)} has them. */
  private static void assertPixels(SquareForm form, int... wanted) {
    MattingSample turned = form.of(OBLONG);
    int width = turned.width();
    for (int i = 0; i < wanted.length; i++) {
      int pixel = wanted[i];
      assertThat(turned.alpha().alphaAt(i % width, i / width)).isEqualTo(pixel / 5f);
    }
  }

  @Test
  void allPicturesTakePart() {
    for (SquareForm form : SquareForm.ALL) {
      MattingSample turned = form.of(OBLONG);
      for (int i = 0; i < 6; i++) {
        int x = i % turned.width();
        int y = i / turned.width();
        int pixel = Math.round(5 * turned.alpha().alphaAt(x, y));
        assertThat(turned.trimap().valueAt(x, y))
            .isEqualTo(OBLONG.trimap().valueAt(pixel % 3, pixel / 3));
        assertThat(turned.guides().get(0).alphaAt(x, y)).isEqualTo(1 - pixel / 5f);
        for (int channel = 0; channel < 3; channel++) {
          int sample = 3 * pixel + channel;
          assertThat(turned.image().sample8(x, y, channel)).isEqualTo(sample);
          assertThat(turned.foreground().sample8(x, y, channel)).isEqualTo(20 + sample);
          assertThat(turned.background().sample8(x, y, channel)).isEqualTo(40 + sample);
          assertThat(turned.merged().sample8(x, y, channel)).isEqualTo(60 + sample);
        }
      }
    }
  }

  @Test
  void anImageThatIsTheCompositeStaysTheSameObject() {
    MattingSample plain = StreamSources.sample(3);

    MattingSample turned = new SquareForm(true, 1).of(plain);

    assertThat(turned.image()).isSameAs(turned.merged());
  }

  private static MattingSample oblong() {
    List<RgbImage> pictures = Stream.of(0, 20, 40, 60).map(SquareFormTest::numbered).toList();
    byte[] known = {0, (byte) 128, (byte) 255, (byte) 128, (byte) 255, 0};
    float[] alpha = new float[6];
    float[] guide = new float[6];
    IntStream.range(0, 6).forEach(i -> alpha[i] = i / 5f);
    IntStream.range(0, 6).forEach(i -> guide[i] = 1 - i / 5f);
    return new MattingSample(
        "oblong",
        pictures.get(0),
        Trimap.of(3, 2, known),
        pictures.get(1),
        pictures.get(2),
        AlphaMatte.of(3, 2, alpha),
        pictures.get(3),
        List.of(AlphaMatte.of(3, 2, guide)));
  }

  private static RgbImage numbered(int first) {
    byte[] samples = new byte[18];
    IntStream.range(0, 18).forEach(i -> samples[i] = (byte) (first + i));
    return RgbImage.of8(3, 2, samples);
  }
}
