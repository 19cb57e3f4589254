package dev.deepmatting.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CompositionTest {
  private static final Colour RED = new Colour(250, 0, 0);
  private static final Colour BLUE = new Colour(0, 0, 250);
  private static final Shadow SHADOW = new Shadow(5, 3, 2.5, 0.6, new Colour(20, 0, 60));

  @ParameterizedTest
  @CsvSource({
    "SRGB, false, srgb.png",
    "LINEAR, false, linear.png",
    "SRGB, true, shadow-srgb.png",
    "LINEAR, true, shadow-linear.png",
  })
  void looksAsNumPyAndOpenCvComputedIt(BlendSpace blendSpace, boolean shadow, String expected)
      throws IOException {
    Composition.Builder builder =
        Composition.builder(SampleObjects.sample())
            .onto(SampleObjects.image("background.png"), Fit.COVER)
            .blendSpace(blendSpace);

    BufferedImage image = (shadow ? builder.shadow(SHADOW) : builder).build().render();

    assertThat(image.getType()).isEqualTo(BufferedImage.TYPE_INT_RGB);
    assertThat(largestDifference(image, expected)).isLessThanOrEqualTo(shadow ? 1 : 0);
  }

  @Test
  void castsShadowsIntoTransparencyAsNumPyAndOpenCvComputedThem() throws IOException {
    BufferedImage image =
        Composition.builder(SampleObjects.sample()).shadow(SHADOW).build().render();

    assertThat(image.getType()).isEqualTo(BufferedImage.TYPE_INT_ARGB);
    assertThat(largestDifference(image, "shadow-transparent.png")).isLessThanOrEqualTo(1);
  }

  @Test
  void isTheCutOutWithoutAnySetting() {
    CutOut cutOut = SampleObjects.sample();
    BufferedImage expected = cutOut.toBufferedImage();

    BufferedImage image = Composition.builder(cutOut).build().render();

    assertThat(pixels(image)).isEqualTo(pixels(expected));
  }

  /** 0.5 of white over black: 127.5 as samples; as light 1.055 * 0.5^(1/2.4) - 0.055 = 0.73536. */
  @ParameterizedTest
  @CsvSource({"SRGB, 128", "LINEAR, 188"})
  void mixesHalfWhiteAndHalfBlack(BlendSpace blendSpace, int expected) {
    CutOut half =
        CutOut.naive(
            SampleObjects.plain(1, 1, Colour.WHITE), AlphaMatte.of(1, 1, new float[] {0.5f}));

    BufferedImage image =
        Composition.builder(half).onto(Colour.BLACK).blendSpace(blendSpace).build().render();

    assertThat(SampleObjects.colourAt(image, 0, 0))
        .isEqualTo(new Colour(expected, expected, expected));
  }

  /** Nothing is rounded where there is nothing to mix, in linear light either. */
  @ParameterizedTest
  @EnumSource(BlendSpace.class)
  void keepsEverySampleWhereAlphaIsZeroOrOne(BlendSpace blendSpace) {
    byte[] levels = new byte[3 * 256];
    float[] alpha = new float[256];
    for (int i = 0; i < 256; i++) {
      levels[3 * i] = (byte) i;
      levels[3 * i + 1] = (byte) (255 - i);
      levels[3 * i + 2] = (byte) (i * 7);
      alpha[i] = i % 2;
    }
    RgbImage image = RgbImage.of8(256, 1, levels);

    BufferedImage composed =
        Composition.builder(CutOut.naive(image, AlphaMatte.of(256, 1, alpha)))
            .onto(image, Fit.CENTRE)
            .blendSpace(blendSpace)
            .build()
            .render();

    assertThat(RgbImage.of(composed)).isEqualTo(image);
  }

  /** The object's frame of 8x6 lies in the middle of 20x11, half a pixel to the left or above. */
  @ParameterizedTest
  @CsvSource({
    "1.0,  0,  0, 6, 2, 8, 6",
    "1.0,  3, -2, 9, 0, 8, 6",
    "0.5,  0,  0, 8, 4, 4, 3",
    "2.0,  0,  0, 2, 0, 16, 11",
    "1.3, -1,  2, 4, 3, 10, 8",
  })
  void placesTheObject(double scale, int x, int y, int left, int top, int width, int height) {
    BufferedImage image =
        Composition.builder(SampleObjects.whole(8, 6, RED))
            .canvas(20, 11)
            .scale(scale)
            .offset(x, y)
            .onto(BLUE)
            .build()
            .render();

    assertThat(image.getWidth()).isEqualTo(20);
    assertThat(image.getHeight()).isEqualTo(11);
    for (int row = 0; row < 11; row++) {
      for (int column = 0; column < 20; column++) {
        boolean inside =
            column >= left && column < left + width && row >= top && row < top + height;
        assertThat(SampleObjects.colourAt(image, column, row)).isEqualTo(inside ? RED : BLUE);
      }
    }
  }

  @Test
  void isEmptyWhereTheObjectIsMovedAway() {
    BufferedImage image =
        Composition.builder(SampleObjects.whole(4, 4, RED))
            .offset(1000, 0)
            .shadow(Shadow.black(2, 2, 1, 1))
            .onto(BLUE)
            .build()
            .render();

    assertThat(pixels(image)).containsOnly(0xff0000fa);
  }

  /** Green under the transparent pixels must not reach the red object's edge. */
  @ParameterizedTest
  @CsvSource({"0.3", "0.5", "0.77", "1.6", "3"})
  void scalesWithoutFringes(double scale) {
    byte[] samples = new byte[3 * 40 * 40];
    float[] alpha = new float[40 * 40];
    for (int i = 0; i < alpha.length; i++) {
      boolean inside = Math.hypot(i % 40 - 19.5, i / 40 - 19.5) < 13;
      alpha[i] = inside ? 1 : 0;
      samples[3 * i] = (byte) (inside ? 250 : 0);
      samples[3 * i + 1] = (byte) (inside ? 0 : 255);
    }
    CutOut cutOut = CutOut.naive(RgbImage.of8(40, 40, samples), AlphaMatte.of(40, 40, alpha));

    BufferedImage image =
        Composition.builder(cutOut).canvas(120, 120).scale(scale).build().render();

    int soft = 0;
    for (int y = 0; y < 120; y++) {
      for (int x = 0; x < 120; x++) {
        int opacity = SampleObjects.alphaAt(image, x, y);
        // Where alpha is hardly 0, the share of a sample may be rounded.
        if (opacity > 1) {
          assertThat(SampleObjects.colourAt(image, x, y).green()).isLessThanOrEqualTo(1);
        }
        soft += opacity > 1 && opacity < 254 ? 1 : 0;
      }
    }
    assertThat(soft).isPositive();
  }

  @Test
  void cropsToTheObjectWithAMargin() {
    CutOut cutOut = SampleObjects.rectangle(50, 40, new Box(20, 10, 6, 5), RED);

    BufferedImage close = Composition.builder(cutOut).cropToObject(0).build().render();
    BufferedImage wide = Composition.builder(cutOut).cropToObject(3).build().render();
    BufferedImage all = Composition.builder(cutOut).cropToObject(15).build().render();

    assertThat(pixels(close)).hasSize(6 * 5).containsOnly(0xfffa0000);
    assertThat(wide.getWidth()).isEqualTo(12);
    assertThat(wide.getHeight()).isEqualTo(11);
    assertThat(wide.getRGB(3, 3)).isEqualTo(0xfffa0000);
    assertThat(SampleObjects.alphaAt(wide, 2, 3)).isZero();
    // Not beyond the border: 20 - 15 to 26 + 15, and from the top to 15 + 15.
    assertThat(all.getWidth()).isEqualTo(36);
    assertThat(all.getHeight()).isEqualTo(30);
  }

  @Test
  void cropsWhatItWouldHaveShownWithoutCropping() {
    Composition.Builder builder =
        Composition.builder(SampleObjects.sample())
            .onto(SampleObjects.image("background.png"), Fit.COVER)
            .canvas(60, 50)
            .scale(0.6)
            .shadow(SHADOW);
    BufferedImage whole = builder.build().render();

    BufferedImage cropped = builder.cropToObject(4).build().render();

    assertThat(cropped.getWidth()).isLessThan(45);
    assertThat(contains(whole, cropped)).isTrue();
  }

  @Test
  void saysThatThereIsNothingToCropTo() {
    float[] faint = new float[12];
    Arrays.fill(faint, 0.015f);
    CutOut empty = CutOut.naive(SampleObjects.plain(4, 3, RED), AlphaMatte.of(4, 3, faint));
    Composition composition = Composition.builder(empty).cropToObject(2).build();

    assertThatThrownBy(composition::render)
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "object is empty: alpha is nowhere above 0.02 on the canvas, wanted something to crop"
                + " to");
  }

  @Test
  void featherKeepsTheSumOfAlpha() {
    CutOut cutOut = SampleObjects.rectangle(60, 60, new Box(25, 20, 9, 14), RED);

    BufferedImage image = Composition.builder(cutOut).feather(3).bitDepth(16).build().render();

    int[] alpha = image.getRaster().getSamples(0, 0, 60, 60, 3, (int[]) null);
    double sum = Arrays.stream(alpha).sum() / 65535.0;
    assertThat(sum).isCloseTo(9 * 14, within(0.02));
    assertThat(alpha[27 * 60 + 29]).isBetween(40_000, 65_534);
  }

  @Test
  void keepsSixteenBits() {
    short[] samples = new short[3 * 256];
    float[] alpha = new float[256];
    for (int i = 0; i < 256; i++) {
      samples[3 * i] = (short) (257 * i + 5);
      samples[3 * i + 1] = (short) (65_535 - i);
      alpha[i] = (i * 257 + 1) % 65_536 / 65_535f;
    }
    CutOut cutOut = CutOut.naive(RgbImage.of16(256, 1, samples), AlphaMatte.of(256, 1, alpha));

    BufferedImage image = Composition.builder(cutOut).bitDepth(16).build().render();

    int[] pixel = image.getRaster().getPixel(77, 0, (int[]) null);
    assertThat(pixel).containsExactly(257 * 77 + 5, 65_535 - 77, 0, 257 * 77 + 1);
    assertThat(image.isAlphaPremultiplied()).isFalse();
  }

  @Test
  void takesSettingsOver() {
    Composition first =
        Composition.builder(SampleObjects.whole(4, 4, RED))
            .canvas(9, 9)
            .onto(BLUE)
            .offset(1, 2)
            .build();

    Composition second = first.toBuilder().onto(Colour.WHITE).build();

    assertThat(SampleObjects.colourAt(second.render(), 3, 4)).isEqualTo(RED);
    assertThat(SampleObjects.colourAt(second.render(), 2, 4)).isEqualTo(Colour.WHITE);
    assertThat(SampleObjects.colourAt(first.render(), 2, 4)).isEqualTo(BLUE);
  }

  @Test
  void refusesSettingsOutOfRange() {
    Composition.Builder builder = Composition.builder(SampleObjects.whole(2, 2, RED));

    assertRefused(() -> builder.scale(0), "scale is 0.0, wanted 1.0E-4 to 100");
    assertRefused(() -> builder.scale(Double.NaN), "scale is NaN, wanted 1.0E-4 to 100");
    assertRefused(() -> builder.offset(0, 2_000_000), "y is 2000000, wanted -1000000 to 1000000");
    assertRefused(() -> builder.feather(-1), "feather is -1.0, wanted 0 to 64");
    assertRefused(() -> builder.shiftEdge(65), "shiftEdge is 65.0, wanted -64 to 64");
    assertRefused(() -> builder.cropToObject(-1), "margin is -1, wanted 0 to 1000000");
    assertRefused(() -> builder.bitDepth(12), "bitDepth is 12, wanted 8 or 16");
    assertRefused(
        () -> builder.canvas(0, 5),
        "canvas is 0x5, wanted at least 1x1 and at most 500000000 pixels");
    assertRefused(() -> Shadow.black(0, 0, -1, 1), "sigma is -1.0, wanted 0 to 256");
    assertRefused(() -> Shadow.black(0, 0, 1, 2), "opacity is 2.0, wanted 0 to 1");
    assertRefused(() -> Shadow.black(70_000, 0, 1, 1), "x is 70000, wanted -65535 to 65535");
  }

  private static void assertRefused(Runnable call, String message) {
    assertThatThrownBy(call::run).isInstanceOf(InvalidInputException.class).hasMessage(message);
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  private static boolean contains(BufferedImage whole, BufferedImage part) {
    int[] wanted = pixels(part);
    for (int y = 0; y <= whole.getHeight() - part.getHeight(); y++) {
      for (int x = 0; x <= whole.getWidth() - part.getWidth(); x++) {
        BufferedImage cut = whole.getSubimage(x, y, part.getWidth(), part.getHeight());
        if (Arrays.equals(pixels(cut), wanted)) {
          return true;
        }
      }
    }
    return false;
  }

  private static int largestDifference(BufferedImage image, String name) throws IOException {
    int[] actual = pixels(image);
    int[] expected = pixels(ImageIO.read(SampleObjects.path(name).toFile()));
    assertThat(actual).hasSameSizeAs(expected);
    int largest = 0;
    for (int i = 0; i < actual.length; i++) {
      // Under full transparency a colour means nothing, and under hardly any little.
      boolean faint = expected[i] >>> 24 < 8;
      for (int shift = faint ? 24 : 0; shift <= 24; shift += 8) {
        int difference = (actual[i] >> shift & 255) - (expected[i] >> shift & 255);
        largest = Math.max(largest, Math.abs(difference));
      }
    }
    return largest;
  }
}
