package dev.deepmatting.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.data.MattingSample;
import dev.deepmatting.data.scene.SceneFamily;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpillSuppressionTest {
  private static final int SCENES = 3;
  private static final Colour GREEN = Colour.parse("00ff00");

  @ParameterizedTest
  @ValueSource(strings = {"000000", "808080", "ffff00", "00ffff", "ff0000", "ff00ff", "c0a080"})
  void leavesColoursThatDoNotLeanToTheScreen(String colour) {
    assertThat(suppressed(Colour.parse(colour), GREEN)).isEqualTo(colour(Colour.parse(colour)));
  }

  /** Worked out by hand: at 60 degrees one of the others is as large as green. */
  @ParameterizedTest
  @CsvSource({"00ff00, 555555", "60c060, 808080", "806040, 806040", "40c080, 559595"})
  void limitsGreenToTheLargerOfTheOthers(String colour, String wanted) {
    int[] result = suppressed(Colour.parse(colour), GREEN);

    assertThat(result[1]).isLessThanOrEqualTo(Math.max(result[0], result[2]) + 1);
    assertThat(Arrays.stream(result).sum())
        .isCloseTo(Arrays.stream(colour(Colour.parse(colour))).sum(), within(3));
    for (int i = 0; i < 3; i++) {
      assertThat(result[i]).isCloseTo(colour(Colour.parse(wanted))[i], within(1));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000ff", "ff0000", "ff00ff", "1e90ff"})
  void turnsTheScreenItselfGrayWhateverItsHue(String screen) {
    int[] result = suppressed(Colour.parse(screen), Colour.parse(screen));

    int mean = Math.round(Arrays.stream(colour(Colour.parse(screen))).sum() / 3f);
    for (int sample : result) {
      assertThat(sample).isCloseTo(mean, within(1));
    }
  }

  @Test
  void keepsSixteenBits() {
    RgbImage gray = RgbImage.of16(1, 1, new short[] {1001, 1002, 1001});

    RgbImage result = CutOut.naive(gray, opaque()).withoutSpill(GREEN).foreground();

    assertThat(result).isEqualTo(RgbImage.of16(1, 1, new short[] {1001, 1001, 1001}));
  }

  @ParameterizedTest
  @ValueSource(strings = {"000000", "ffffff", "808084", "101000"})
  void refusesAScreenWithoutAHue(String screen) {
    CutOut cutOut = CutOut.naive(RgbImage.of8(1, 1, new byte[3]), opaque());

    assertThatThrownBy(() -> cutOut.withoutSpill(Colour.parse(screen)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("screen is #%s, wanted a colour: gray light leaves no tint to remove", screen);
  }

  /** A matte that is too generous takes some of the screen for hair, which is gray here. */
  @Test
  void takesTheScreenOutOfHair() {
    double with = 0;
    double without = 0;
    for (int number = 0; number < SCENES; number++) {
      MattingSample scene = Scenes.of(SceneFamily.HAIR, number);
      Colour screen = Colour.parse("26b248");
      RgbImage image =
          Scenes.compose(gray(scene.foreground()), scene.alpha(), plain(scene.alpha(), screen));
      CutOut cutOut = CutOut.of(image, generous(scene.alpha()));
      with += tint(cutOut);
      without += tint(cutOut.withoutSpill(screen));
    }

    System.out.printf(
        "tint of gray hair before green: %.1f of 255, %.1f without spill%n",
        255 * with / SCENES, 255 * without / SCENES);
    assertThat(without).isLessThan(with / 5);
  }

  /** How far the samples of a pixel lie apart, by the share that the cut-out shows of it. */
  private static double tint(CutOut cutOut) {
    double sum = 0;
    double weights = 0;
    for (int y = 0; y < cutOut.height(); y++) {
      for (int x = 0; x < cutOut.width(); x++) {
        float red = cutOut.foreground().sample(x, y, 0);
        float green = cutOut.foreground().sample(x, y, 1);
        float blue = cutOut.foreground().sample(x, y, 2);
        float alpha = cutOut.alpha().alphaAt(x, y);
        float weight = alpha < 1 ? alpha : 0;
        float most = Math.max(red, Math.max(green, blue));
        sum += weight * (most - Math.min(red, Math.min(green, blue)));
        weights += weight;
      }
    }
    return sum / weights;
  }

  private static AlphaMatte generous(AlphaMatte alpha) {
    float[] values = alpha.toFloatArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sqrt(values[i]);
    }
    return AlphaMatte.of(alpha.width(), alpha.height(), values);
  }

  private static RgbImage gray(RgbImage image) {
    byte[] samples = new byte[3 * image.width() * image.height()];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) image.sample8(i / 3 % image.width(), i / 3 / image.width(), 1);
    }
    return RgbImage.of8(image.width(), image.height(), samples);
  }

  private static RgbImage plain(AlphaMatte like, Colour colour) {
    byte[] samples = new byte[3 * like.width() * like.height()];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) colour(colour)[i % 3];
    }
    return RgbImage.of8(like.width(), like.height(), samples);
  }

  private static int[] suppressed(Colour colour, Colour screen) {
    byte[] samples = {(byte) colour.red(), (byte) colour.green(), (byte) colour.blue()};
    RgbImage result =
        CutOut.naive(RgbImage.of8(1, 1, samples), opaque()).withoutSpill(screen).foreground();
    return new int[] {result.sample8(0, 0, 0), result.sample8(0, 0, 1), result.sample8(0, 0, 2)};
  }

  private static int[] colour(Colour colour) {
    return new int[] {colour.red(), colour.green(), colour.blue()};
  }

  private static AlphaMatte opaque() {
    return AlphaMatte.of(1, 1, new float[] {1});
  }
}
