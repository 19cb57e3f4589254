package dev.deepmatting.trimap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.data.scene.SceneFamily;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChromaKeyTest {
  private static final SceneFamily[] SOLID = {SceneFamily.FUR, SceneFamily.LACE, SceneFamily.HOLES};

  @ParameterizedTest
  @CsvSource({"0, 20, 170, 70", "1, 20, 170, 70", "2, 20, 170, 70", "3, 30, 70, 200"})
  void contradictsTheTruthInFewPixels(long place, int red, int green, int blue) {
    Scenes scene = Scenes.keyed(place, red, green, blue, SOLID);

    Trimap found = Trimaps.fromChromaKey(ChromaKey.fromBorder()).trimap(scene.image());
    ChromaKey named = ChromaKey.of(red, Math.min(255, green + 40), blue);
    Trimap keyed = Trimaps.fromChromaKey(named).trimap(scene.image());

    assertThat(scene.wrong(found)).isLessThan(0.015);
    assertThat(scene.wrong(keyed)).isLessThan(0.015);
    assertThat(found.foregroundCount()).isPositive();
    assertThat(found.unknownCount()).isLessThan(found.width() * found.height() / 2);
  }

  @Test
  void spillBesideTheOutlineIsUnknown() {
    RgbImage image = patches(new int[] {200, 200, 200}, new int[] {150, 210, 160});

    Trimap without = ChromaKey.fromBorder().withSoftness(0.02).withSpill(1).trimap(image);
    Trimap with = ChromaKey.fromBorder().withSoftness(0.02).withSpill(0.2).trimap(image);

    assertThat(without.valueAt(32, 28)).isEqualTo(Trimap.FOREGROUND);
    assertThat(with.valueAt(32, 28)).isEqualTo(Trimap.UNKNOWN);
    assertThat(with.valueAt(32, 40)).isEqualTo(Trimap.FOREGROUND);
    assertThat(with.valueAt(2, 2)).isEqualTo(Trimap.BACKGROUND);
  }

  @Test
  void toleranceAndSoftnessSayWhatIsUnknown() {
    RgbImage image = patches(new int[] {20, 170, 70}, new int[] {80, 170, 110});

    ChromaKey key = ChromaKey.fromBorder().withSoftness(0.02).withSpill(1).withBand(Band.pixels(1));
    assertThat(key.withTolerance(0.01).withSoftness(0).trimap(image).valueAt(32, 24))
        .isEqualTo(Trimap.FOREGROUND);
    assertThat(key.withTolerance(0.01).withSoftness(0.15).trimap(corner(image)).valueAt(32, 24))
        .isEqualTo(Trimap.UNKNOWN);
    assertThat(key.withTolerance(0.2).withSoftness(0).trimap(corner(image)).valueAt(32, 24))
        .isEqualTo(Trimap.BACKGROUND);
  }

  @Test
  void aWhiteScreenIsAKeyToo() {
    Scenes scene = Scenes.keyed(4, 235, 235, 235, SceneFamily.HOLES);

    Trimap trimap = ChromaKey.fromBorder().trimap(scene.image());

    assertThat(scene.wrong(trimap)).isLessThan(0.015);
  }

  @Test
  void saysThatTheColourIsNotThere() {
    assertThatThrownBy(() -> ChromaKey.of(0, 177, 64).trimap(Scenes.plain(20, 20, 200, 30, 30)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "key colour (0, 177, 64) is found in 0.0 % of the picture, wanted at least 0.5 %");
  }

  @Test
  void saysThatNothingElseIsThere() {
    assertThatThrownBy(() -> ChromaKey.of(0, 177, 64).trimap(Scenes.plain(20, 20, 0, 170, 60)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "key colour (0, 177, 64) has its colour or nearly so everywhere in the picture, wanted"
                + " an object as well");
  }

  @Test
  void saysThatTheBorderHasNoMainColour() {
    byte[] samples = new byte[3 * 64 * 64];
    new java.util.Random(1).nextBytes(samples);

    assertThatThrownBy(() -> ChromaKey.fromBorder().trimap(RgbImage.of8(64, 64, samples)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("key colour cannot be found on the picture's border")
        .hasMessageEndingWith("wanted at least 25 % or a named colour");
  }

  @ParameterizedTest
  @CsvSource({"-1, 0, 0", "0, 256, 0", "0, 0, 999"})
  void refusesColoursOutOfRange(int red, int green, int blue) {
    assertThatThrownBy(() -> ChromaKey.of(red, green, blue))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("key colour is (%d, %d, %d), wanted 0 to 255 each".formatted(red, green, blue));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, 1.1})
  void refusesNumbersOutOfRange(double value) {
    ChromaKey key = ChromaKey.fromBorder();

    assertThatThrownBy(() -> key.withTolerance(value))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("tolerance is " + value + ", wanted above 0 to 1");
    assertThatThrownBy(() -> key.withSoftness(value))
        .hasMessage("softness is " + value + ", wanted 0 to 1");
    assertThatThrownBy(() -> key.withSpill(value))
        .hasMessage("spill is " + value + ", wanted 0 to 1");
  }

  /** A screen with a patch in the middle, of one colour above row 32 and of another one below. */
  private static RgbImage patches(int[] below, int[] above) {
    byte[] samples = new byte[3 * 64 * 64];
    for (int i = 0; i < samples.length; i++) {
      int x = i / 3 % 64;
      int y = i / 3 / 64;
      boolean inside = x >= 16 && x < 48 && y >= 16 && y < 48;
      int[] colour = !inside ? new int[] {20, 170, 70} : y < 32 ? above : below;
      samples[i] = (byte) colour[i % 3];
    }
    return RgbImage.of8(64, 64, samples);
  }

  /** With some red, so that there is always something else than screen. */
  private static RgbImage corner(RgbImage image) {
    byte[] samples = new byte[3 * 64 * 64];
    for (int i = 0; i < samples.length; i++) {
      int x = i / 3 % 64;
      int y = i / 3 / 64;
      boolean red = x < 12 && y > 52;
      int sample = image.sample8(x, y, i % 3);
      samples[i] = (byte) (red ? (i % 3 == 0 ? 255 : 0) : sample);
    }
    return RgbImage.of8(64, 64, samples);
  }
}
