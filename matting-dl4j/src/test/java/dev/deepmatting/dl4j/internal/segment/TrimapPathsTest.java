package dev.deepmatting.dl4j.internal.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.Matting;
import dev.deepmatting.data.Compositor;
import dev.deepmatting.data.Layers;
import dev.deepmatting.data.scene.ProceduralScenes;
import dev.deepmatting.data.scene.SceneFamily;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapThresholds;
import dev.deepmatting.trimap.Band;
import dev.deepmatting.trimap.ChromaKey;
import dev.deepmatting.trimap.TrimapGenerator;
import dev.deepmatting.trimap.Trimaps;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a picture and what a user says of it to a trimap, and on to a matte. */
class TrimapPathsTest {
  private static final Path SAMPLES = Path.of("../matting-examples/samples");
  private static final Band BAND = Band.relative(0.02);
  private static final int WIDTH = 160;
  private static final int HEIGHT = 120;
  private static final int SPECK = 136;

  @Test
  void aRectangleAroundTheHeadOfTheDandelion() {
    RgbImage image = ImageFiles.standard().readImage(SAMPLES.resolve("dandelion.jpg"));

    Trimap trimap = Trimaps.fromRectangle(530, 785, 380, 156, BAND).trimap(image);

    Trimap painted = painted();
    int known = 0;
    int wrong = 0;
    for (int y = 800; y < image.height(); y++) {
      for (int x = 530; x < 910; x++) {
        boolean both = !trimap.isUnknown(x, y) && !painted.isUnknown(x, y);
        known += both ? 1 : 0;
        wrong += both && trimap.valueAt(x, y) != painted.valueAt(x, y) ? 1 : 0;
      }
    }
    assertThat(wrong / (double) known).isLessThan(0.002);
    assertThat(trimap.foregroundCount()).isGreaterThan(20_000);
    assertThat(trimap.unknownCount()).isLessThan(40_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3})
  void aRectangleAroundADrawnObject(long place) {
    Scene scene = Scene.drawn(place);
    int[] box = scene.box(8);

    Trimap trimap = Trimaps.fromRectangle(box[0], box[1], box[2], box[3], BAND).trimap(scene.image);

    assertThat(scene.wrong(trimap)).isLessThan(0.02);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3})
  void scribblesOnADrawnObject(long place) {
    Scene scene = Scene.drawn(place);
    Trimap scribbles = scene.scribbles();

    Trimap trimap = Trimaps.fromScribbles(scribbles, BAND).trimap(scene.image);

    assertThat(scene.wrong(trimap)).isLessThan(0.02);
    for (int y = 0; y < trimap.height(); y++) {
      for (int x = 0; x < trimap.width(); x++) {
        if (!scribbles.isUnknown(x, y)) {
          assertThat(trimap.valueAt(x, y)).isEqualTo(scribbles.valueAt(x, y));
        }
      }
    }
  }

  @Test
  void fromAScreenToAMatte() {
    Scene scene = Scene.keyed(1);

    try (Matting matting = Matting.load("builtin:dim-small")) {
      AlphaMatte alpha =
          matting.predict(scene.image, Trimaps.fromChromaKey(ChromaKey.of(0, 177, 64)));

      assertThat(scene.meanError(alpha)).isLessThan(0.02);
    }
  }

  @Test
  void predictsFromAFileAndAnyFunction() {
    Trimap painted = painted();
    Path file = SAMPLES.resolve("dandelion.jpg");

    try (Matting matting = Matting.load("builtin:dim-small")) {
      RgbImage image = ImageFiles.standard().readImage(file);
      // All but a corner is known, so that the network has little to do.
      Trimap corner = corner(painted);

      assertThat(matting.predict(file, picture -> corner))
          .isEqualTo(matting.predict(image, corner));
      assertThatThrownBy(
              () -> matting.predict(image, picture -> Trimap.of(1, 1, new byte[] {(byte) 128})))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("trimap is 1x1, wanted the image's size 1280x941");
    }
  }

  @Test
  void saysThatNothingStandsOut() {
    RgbImage plain = RgbImage.of8(60, 60, new byte[3 * 60 * 60]);

    assertThatThrownBy(() -> Trimaps.fromRectangle(20, 20, 4, 4, BAND).trimap(plain))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "rectangle is 4x4 at x 20, y 20, in which nothing stands out from its surroundings,"
                + " wanted a rectangle around an object");
  }

  @Test
  void aSpeckApartFromTheObjectIsBackground() {
    RgbImage image = discAndSpeck();

    Trimap trimap = Trimaps.fromRectangle(8, 8, 144, 104, Band.pixels(3)).trimap(image);

    assertThat(trimap.valueAt(60, 60)).isEqualTo(Trimap.FOREGROUND);
    assertThat(trimap.valueAt(SPECK, 20)).isEqualTo(Trimap.BACKGROUND);
  }

  @Test
  void aScribbledSpeckStays() {
    byte[] scribbles = new byte[WIDTH * HEIGHT];
    Arrays.fill(scribbles, (byte) Trimap.UNKNOWN);
    Arrays.fill(scribbles, 0, WIDTH, (byte) Trimap.BACKGROUND);
    Arrays.fill(scribbles, 60 * WIDTH + 40, 60 * WIDTH + 80, (byte) Trimap.FOREGROUND);
    Trimap bare = scribbled(scribbles);
    scribbles[20 * WIDTH + SPECK] = (byte) Trimap.FOREGROUND;
    Trimap marked = scribbled(scribbles);

    assertThat(bare.valueAt(SPECK + 1, 20)).isEqualTo(Trimap.BACKGROUND);
    assertThat(marked.valueAt(SPECK + 1, 20)).isEqualTo(Trimap.UNKNOWN);
    assertThat(marked.valueAt(SPECK, 20)).isEqualTo(Trimap.FOREGROUND);
  }

  private static Trimap scribbled(byte[] scribbles) {
    return Trimaps.fromScribbles(Trimap.of(WIDTH, HEIGHT, scribbles), Band.pixels(3))
        .trimap(discAndSpeck());
  }

  /** Red on green: a disc around 60, 60, and a square of 5x5 pixels far from it. */
  private static RgbImage discAndSpeck() {
    byte[] samples = new byte[3 * WIDTH * HEIGHT];
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      int x = i % WIDTH;
      int y = i / WIDTH;
      boolean disc = Math.hypot(x - 60, y - 60) < 36;
      boolean speck = Math.abs(x - SPECK) < 3 && Math.abs(y - 20) < 3;
      samples[3 * i + (disc || speck ? 0 : 1)] = (byte) (150 + (7 * x + 13 * y) % 11);
    }
    return RgbImage.of8(WIDTH, HEIGHT, samples);
  }

  private static Trimap painted() {
    return ImageFiles.standard()
        .readTrimap(SAMPLES.resolve("dandelion-trimap.png"), TrimapThresholds.standard());
  }

  private static Trimap corner(Trimap trimap) {
    byte[] values = new byte[trimap.width() * trimap.height()];
    for (int i = 0; i < values.length; i++) {
      int x = i % trimap.width();
      int y = i / trimap.width();
      int value = trimap.valueAt(x, y);
      values[i] = (byte) (value == Trimap.UNKNOWN && (x < 800 || y < 800) ? 0 : value);
    }
    return Trimap.of(trimap.width(), trimap.height(), values);
  }

  /** A drawn picture whose matte is known. */
  private record Scene(RgbImage image, AlphaMatte alpha) {
    static Scene drawn(long place) {
      Layers layers = layers(place);
      return of(layers, layers.background());
    }

    static Scene keyed(long place) {
      Layers layers = layers(place);
      AlphaMatte alpha = layers.foreground().alpha();
      byte[] screen = new byte[3 * alpha.width() * alpha.height()];
      for (int i = 0; i < screen.length; i++) {
        int shade = 20 * (i / 3 % alpha.width()) / alpha.width();
        screen[i] = (byte) (i % 3 == 0 ? 20 : i % 3 == 1 ? 180 - shade : 70);
      }
      return of(layers, RgbImage.of8(alpha.width(), alpha.height(), screen));
    }

    private static Layers layers(long place) {
      return ProceduralScenes.builder()
          .seed(11)
          .size(260, 320)
          .camouflageShare(0)
          .families(SceneFamily.FUR, SceneFamily.SOFT_EDGE)
          .build()
          .layers(place);
    }

    private static Scene of(Layers layers, RgbImage background) {
      AlphaMatte alpha = layers.foreground().alpha();
      return new Scene(Compositor.compose(layers.foreground().colours(), alpha, background), alpha);
    }

    /** The object's bounding box with a margin, inside the picture: x, y, width, height. */
    int[] box(int margin) {
      int left = alpha.width();
      int top = alpha.height();
      int right = 0;
      int bottom = 0;
      for (int y = 0; y < alpha.height(); y++) {
        for (int x = 0; x < alpha.width(); x++) {
          if (alpha.alphaAt(x, y) > 0.02f) {
            left = Math.min(left, x);
            right = Math.max(right, x);
            top = Math.min(top, y);
            bottom = Math.max(bottom, y);
          }
        }
      }
      left = Math.max(1, left - margin);
      top = Math.max(1, top - margin);
      right = Math.min(alpha.width() - 2, right + margin);
      bottom = Math.min(alpha.height() - 2, bottom + margin);
      return new int[] {left, top, right - left + 1, bottom - top + 1};
    }

    /** Some rows of what is well inside and well outside. */
    Trimap scribbles() {
      Trimap sure = TrimapGenerator.byDistance(Band.pixels(12)).fromAlpha(alpha);
      byte[] values = new byte[alpha.width() * alpha.height()];
      for (int i = 0; i < values.length; i++) {
        int x = i % alpha.width();
        int y = i / alpha.width();
        values[i] = (byte) (y % 24 < 3 || x % 40 < 3 ? sure.valueAt(x, y) : Trimap.UNKNOWN);
      }
      return Trimap.of(alpha.width(), alpha.height(), values);
    }

    /** How much of a trimap's known pixels is wrong, by more than a twentieth of alpha. */
    double wrong(Trimap trimap) {
      int wrong = 0;
      for (int y = 0; y < trimap.height(); y++) {
        for (int x = 0; x < trimap.width(); x++) {
          int value = trimap.valueAt(x, y);
          float truth = alpha.alphaAt(x, y);
          wrong += value == Trimap.FOREGROUND && truth < 0.95f ? 1 : 0;
          wrong += value == Trimap.BACKGROUND && truth > 0.05f ? 1 : 0;
        }
      }
      return wrong / (double) (trimap.foregroundCount() + trimap.backgroundCount());
    }

    double meanError(AlphaMatte found) {
      double sum = 0;
      for (int y = 0; y < alpha.height(); y++) {
        for (int x = 0; x < alpha.width(); x++) {
          sum += Math.abs(found.alphaAt(x, y) - alpha.alphaAt(x, y));
        }
      }
      return sum / (alpha.width() * alpha.height());
    }
  }
}
