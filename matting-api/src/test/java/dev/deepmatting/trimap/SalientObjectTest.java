package dev.deepmatting.trimap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SalientObjectTest {
  @ParameterizedTest
  @CsvSource({"200, 45", "640, 150"})
  void findsWhatStandsOut(int side, double radius) {
    Discs truth = Discs.of(side, radius);

    SalientObject object = SalientObject.find(truth.image(), SalientObjectTest::byMeanColours);

    assertThat(overlap(object.mask(), truth.mask())).isGreaterThan(0.95);
    assertThat(object.sureness()).isBetween(SalientObject.ENOUGH, 1.0);
    assertThat(object.reasons()).isNotEmpty();
  }

  @Test
  void isTheSameEachTime() {
    RgbImage image = Discs.of(200, 45).image();

    assertThat(SalientObject.guess(image, SalientObjectTest::byMeanColours))
        .isEqualTo(SalientObject.guess(image, SalientObjectTest::byMeanColours));
  }

  @Test
  void refusesAFlatPicture() {
    requireRefused(Scenes.plain(120, 90, 40, 80, 120));
    requireRefused(Scenes.screen(120, 90, 40, 160, 60));
  }

  @Test
  void refusesNoise() {
    byte[] samples = new byte[3 * 200 * 150];
    new Random(11).nextBytes(samples);

    requireRefused(RgbImage.of8(200, 150, samples));
  }

  @ParameterizedTest
  @CsvSource({"5", "16", "40"})
  void refusesTexture(int cell) {
    byte[] samples = new byte[3 * 240 * 200];
    for (int i = 0; i < samples.length; i++) {
      int x = i / 3 % 240;
      int y = i / 3 / 240;
      samples[i] = (byte) ((x / cell + y / cell) % 2 == 0 ? 60 : 190);
    }

    requireRefused(RgbImage.of8(240, 200, samples));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 3", "2000, 1", "1, 2000", "900, 4"})
  void refusesPicturesWithoutRoom(int width, int height) {
    requireRefused(Scenes.plain(width, height, 9, 90, 200));
  }

  @Test
  void saysWhatWasSeenAndWhatHelps() {
    assertThatThrownBy(
            () ->
                SalientObject.find(Scenes.plain(60, 40, 9, 9, 9), SalientObjectTest::byMeanColours))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "image has no object that stands out enough without a model: sureness is 0.00, wanted"
                + " 0.75 or more; nothing stands out from the picture's border. Mark the object"
                + " with a rectangle or scribbles, give a trimap, or use a segmentation model:"
                + " 'matting models' lists them, 'matting fetch NAME' gets one");
  }

  @Test
  void endsWhenInterrupted() {
    RgbImage image = Discs.of(200, 45).image();
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> SalientObject.find(image, SalientObjectTest::byMeanColours))
          .isInstanceOf(MattingInterruptedException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private static void requireRefused(RgbImage image) {
    assertThatThrownBy(() -> SalientObject.find(image, SalientObjectTest::byMeanColours))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("image has no object that stands out enough");
  }

  private static double overlap(AlphaMatte mask, AlphaMatte truth) {
    float[] one = mask.toFloatArray();
    float[] other = truth.toFloatArray();
    int both = 0;
    int any = 0;
    for (int i = 0; i < one.length; i++) {
      both += one[i] >= 0.5f && other[i] >= 0.5f ? 1 : 0;
      any += one[i] >= 0.5f || other[i] >= 0.5f ? 1 : 0;
    }
    return both / (double) any;
  }

  /** Stands in for GrabCut: each pixel belongs to the hints whose mean colour is nearer. */
  private static AlphaMatte byMeanColours(RgbImage image, Trimap hints) {
    boolean marked = hints.foregroundCount() > 0;
    double[] object = mean(image, hints, marked ? Trimap.FOREGROUND : Trimap.UNKNOWN);
    double[] rest = mean(image, hints, Trimap.BACKGROUND);
    float[] mask = new float[image.width() * image.height()];
    for (int i = 0; i < mask.length; i++) {
      double nearer = 0;
      for (int channel = 0; channel < 3; channel++) {
        int value = image.sample8(i % image.width(), i / image.width(), channel);
        nearer += Math.abs(value - rest[channel]) - Math.abs(value - object[channel]);
      }
      mask[i] = nearer > 0 ? 1 : 0;
    }
    return AlphaMatte.of(image.width(), image.height(), mask);
  }

  private static double[] mean(RgbImage image, Trimap hints, int kind) {
    double[] sums = new double[3];
    int count = 0;
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        if (hints.valueAt(x, y) == kind) {
          count++;
          for (int channel = 0; channel < 3; channel++) {
            sums[channel] += image.sample8(x, y, channel);
          }
        }
      }
    }
    for (int channel = 0; channel < 3; channel++) {
      sums[channel] /= count;
    }
    return sums;
  }
}
