package dev.deepmatting.trimap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingInterruptedException;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelExpansionTest {
  private static final int HEIGHT = 31;

  /** Made by {@code make_label_expansion.py}, which computes in double precision. */
  @ParameterizedTest
  @ValueSource(strings = {"fur", "border", "flat"})
  void agreesWithAnotherProgram(String name) throws IOException {
    Trimap trimap = Trimap.of(read(name + "-trimap.png"));
    Trimap wanted = Trimap.of(read(name + "-expanded.png"));

    Trimap expanded =
        LabelExpansion.published().expand(RgbImage.of(read(name + "-image.png")), trimap);

    assertThat(differences(expanded, wanted)).isLessThanOrEqualTo(trimap.unknownCount() / 500);
  }

  @Test
  void carriesLabelsToTheEdgeAndHalfOfTheGapAtMost() {
    RgbImage image = columns(60, x -> x < 24 ? 200 : 40);
    Trimap trimap = strip(60, 20, 40);

    Trimap expanded = LabelExpansion.published().expand(image, trimap);

    // 21 dilations meet, so that less than 10 steps are taken, which the edge ends after 4.
    assertThat(row(expanded)).isEqualTo("#".repeat(24) + "?".repeat(7) + ".".repeat(29));
  }

  @Test
  void goesTwentyStepsWhereTheGapIsWide() {
    Trimap expanded = LabelExpansion.published().expand(columns(200, x -> 90), strip(200, 40, 160));

    assertThat(row(expanded)).isEqualTo("#".repeat(59) + "?".repeat(82) + ".".repeat(59));
  }

  @Test
  void settingsAreKeptToOneByOne() {
    RgbImage image = columns(200, x -> 90);
    Trimap trimap = strip(200, 40, 160);

    Trimap near = LabelExpansion.builder().reach(5.5).build().expand(image, trimap);
    Trimap fewDilations = LabelExpansion.builder().dilations(8).build().expand(image, trimap);

    assertThat(row(near)).startsWith("#".repeat(45) + "?").endsWith("?" + ".".repeat(45));
    assertThat(row(fewDilations)).startsWith("#".repeat(43) + "?").endsWith("?" + ".".repeat(43));
  }

  @Test
  void crossesTextureThatItWouldNotCrossOnEvenGround() {
    Random random = new Random(3);
    RgbImage even = columns(60, x -> x < 25 ? 100 : 104);
    RgbImage rough =
        picture(
            60,
            HEIGHT,
            (x, y) -> (x < 25 ? 100 : 104) + (int) Math.round(9 * random.nextGaussian()));
    Trimap trimap = strip(60, 20, 50);

    assertThat(settled(LabelExpansion.published().expand(even, trimap), 29)).isFalse();
    assertThat(settled(LabelExpansion.published().expand(rough, trimap), 29)).isTrue();
  }

  @Test
  void whatIsNearBothBecomesBackground() {
    byte[] values = new byte[9 * 9];
    Arrays.fill(values, (byte) Trimap.UNKNOWN);
    values[0] = (byte) Trimap.FOREGROUND;
    values[values.length - 1] = Trimap.BACKGROUND;

    Trimap expanded =
        LabelExpansion.published().expand(Scenes.plain(9, 9, 5, 6, 7), Trimap.of(9, 9, values));

    // The gap is 16 steps along rows and columns, and 8 roots of 2 along the diagonal.
    assertThat(expanded.valueAt(4, 4)).isEqualTo(Trimap.BACKGROUND);
    assertThat(expanded.unknownCount()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(ints = {Trimap.FOREGROUND, Trimap.BACKGROUND})
  void oneKindOfKnownPixelsIsEnough(int value) {
    byte[] values = new byte[80];
    Arrays.fill(values, (byte) Trimap.UNKNOWN);
    values[0] = (byte) value;

    Trimap expanded =
        LabelExpansion.published().expand(Scenes.plain(80, 1, 5, 6, 7), Trimap.of(80, 1, values));

    assertThat(expanded.unknownCount()).isEqualTo(60);
    assertThat(expanded.valueAt(19, 0)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 128", "1, 1, 0", "1, 1, 255", "7, 5, 128", "7, 5, 255"})
  void leavesATrimapOfOneValueAlone(int width, int height, int value) {
    byte[] values = new byte[width * height];
    Arrays.fill(values, (byte) value);
    Trimap trimap = Trimap.of(width, height, values);

    assertThat(LabelExpansion.published().expand(Scenes.plain(width, height, 1, 2, 3), trimap))
        .isEqualTo(trimap);
  }

  @Test
  void leavesATrimapAloneWhoseForegroundTouchesItsBackground() {
    byte[] values = {(byte) 255, 0, (byte) 128, (byte) 128, (byte) 128, (byte) 128};
    Trimap trimap = Trimap.of(6, 1, values);

    assertThat(LabelExpansion.published().expand(Scenes.plain(6, 1, 1, 2, 3), trimap))
        .isSameAs(trimap);
  }

  /** Foreground and background touch in the uppermost row only, of 31. */
  @Test
  void onePlaceThatTouchesMayBeLeftOut() {
    RgbImage image = columns(60, x -> 90);
    byte[] values = new byte[60 * HEIGHT];
    for (int i = 0; i < values.length; i++) {
      int x = i % 60;
      values[i] = (byte) (x < 20 ? 255 : i < 60 || x >= 40 ? 0 : 128);
    }
    Trimap trimap = Trimap.of(60, HEIGHT, values);

    Trimap expanded = LabelExpansion.builder().leftOut(0.5).build().expand(image, trimap);

    assertThat(LabelExpansion.published().expand(image, trimap)).isSameAs(trimap);
    assertThat(row(expanded)).isEqualTo("#".repeat(29) + "?".repeat(2) + ".".repeat(29));
    assertThat(Rows.text(expanded)).startsWith("#".repeat(20) + ".".repeat(40));
  }

  @ParameterizedTest
  @CsvSource({"1, 40", "40, 1", "2, 30", "3, 3", "5, 11"})
  void smallPicturesKeepWhatIsKnown(int width, int height) {
    Random random = new Random(width);
    byte[] values = new byte[width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (i < 2 ? 255 : i > values.length - 2 ? 0 : 128);
    }
    Trimap trimap = Trimap.of(width, height, values);

    Trimap expanded =
        LabelExpansion.published()
            .expand(picture(width, height, (x, y) -> random.nextInt(256)), trimap);

    for (int i = 0; i < values.length; i++) {
      if (!trimap.isUnknown(i % width, i / width)) {
        assertThat(expanded.valueAt(i % width, i / width)).isEqualTo(values[i] & 0xff);
      }
    }
  }

  @Test
  void sixteenBitsGiveTheSameAsEight() {
    Random random = new Random(8);
    byte[] bytes = new byte[3 * 60 * HEIGHT];
    short[] shorts = new short[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      int level = (i / 3 % 60 < 30 ? 80 : 120) + random.nextInt(20);
      bytes[i] = (byte) level;
      shorts[i] = (short) (level * 257);
    }
    Trimap trimap = strip(60, 15, 45);
    LabelExpansion expansion = LabelExpansion.published();

    assertThat(expansion.expand(RgbImage.of16(60, HEIGHT, shorts), trimap))
        .isEqualTo(expansion.expand(RgbImage.of8(60, HEIGHT, bytes), trimap));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 33})
  void tilesDoNotShow(int side) throws IOException {
    RgbImage image = RgbImage.of(read("fur-image.png"));
    Trimap trimap = Trimap.of(read("fur-trimap.png"));

    assertThat(LabelExpansion.builder().tile(side).build().expand(image, trimap))
        .isEqualTo(LabelExpansion.published().expand(image, trimap));
  }

  @Test
  void refusesAnImageOfAnotherSize() {
    Trimap trimap = Trimap.of(2, 1, new byte[2]);

    assertThatThrownBy(() -> LabelExpansion.published().expand(Scenes.plain(1, 2, 0, 0, 0), trimap))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("trimap is 2x1, wanted the image's size 1x2");
  }

  @Test
  void refusesSettingsOutsideTheirRange() {
    refuses(builder -> builder.window(1), "window is 1, wanted an odd number of 3 to 99");
    refuses(builder -> builder.window(8), "window is 8, wanted an odd number of 3 to 99");
    refuses(builder -> builder.window(101), "window is 101, wanted an odd number of 3 to 99");
    refuses(
        builder -> builder.minimumWindow(-1),
        "minimumWindow is -1, wanted an odd number of 1 to 99");
    refuses(builder -> builder.reach(0), "reach is 0.0, wanted above 0, up to 1000");
    refuses(builder -> builder.reach(Double.NaN), "reach is NaN, wanted above 0, up to 1000");
    refuses(builder -> builder.dilations(0), "dilations is 0, wanted 1 to 10000");
    refuses(builder -> builder.leftOut(-0.01), "leftOut is -0.01, wanted 0 to 0.5");
    refuses(builder -> builder.leftOut(0.51), "leftOut is 0.51, wanted 0 to 0.5");
    refuses(builder -> builder.leftOut(Double.NaN), "leftOut is NaN, wanted 0 to 0.5");
  }

  @Test
  void stopsWhenItsThreadIsInterrupted() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(
            () -> LabelExpansion.published().expand(columns(60, x -> 9), strip(60, 20, 40)))
        .isInstanceOf(MattingInterruptedException.class)
        .hasMessage("the label expansion was interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void isAValue() {
    assertThat(LabelExpansion.builder().build())
        .isEqualTo(LabelExpansion.published())
        .hasSameHashCodeAs(LabelExpansion.published())
        .hasToString(
            "LabelExpansion[window=7, minimumWindow=9, reach=20.0, dilations=100, leftOut=0.0]");
    assertThat(LabelExpansion.builder().reach(19).build()).isNotEqualTo(LabelExpansion.published());
    assertThat(LabelExpansion.builder().leftOut(0.1).build())
        .isNotEqualTo(LabelExpansion.published())
        .isEqualTo(LabelExpansion.builder().leftOut(0.1).build())
        .hasToString(
            "LabelExpansion[window=7, minimumWindow=9, reach=20.0, dilations=100, leftOut=0.1]");
  }

  private static void refuses(Consumer<LabelExpansion.Builder> setting, String message) {
    assertThatThrownBy(() -> setting.accept(LabelExpansion.builder()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }

  private static BufferedImage read(String file) throws IOException {
    return ImageIO.read(Objects.requireNonNull(LabelExpansionTest.class.getResource(file), file));
  }

  private static long differences(Trimap one, Trimap other) {
    long differences = 0;
    for (int y = 0; y < one.height(); y++) {
      for (int x = 0; x < one.width(); x++) {
        differences += one.valueAt(x, y) == other.valueAt(x, y) ? 0 : 1;
      }
    }
    return differences;
  }

  private static String row(Trimap trimap) {
    return Rows.text(trimap).lines().skip(trimap.height() / 2).findFirst().orElseThrow();
  }

  private static boolean settled(Trimap trimap, int column) {
    return !trimap.isUnknown(column, trimap.height() / 2);
  }

  /** Foreground left of a column, background from another one on. */
  private static Trimap strip(int width, int left, int right) {
    byte[] values = new byte[width * HEIGHT];
    for (int i = 0; i < values.length; i++) {
      int x = i % width;
      values[i] = (byte) (x < left ? 255 : x < right ? 128 : 0);
    }
    return Trimap.of(width, HEIGHT, values);
  }

  private static RgbImage columns(int width, IntUnaryOperator level) {
    return picture(width, HEIGHT, (x, y) -> level.applyAsInt(x));
  }

  private static RgbImage picture(int width, int height, IntBinaryOperator level) {
    byte[] samples = new byte[3 * width * height];
    for (int i = 0; i < samples.length; i += 3) {
      Arrays.fill(samples, i, i + 3, (byte) level.applyAsInt(i / 3 % width, i / 3 / width));
    }
    return RgbImage.of8(width, height, samples);
  }
}
