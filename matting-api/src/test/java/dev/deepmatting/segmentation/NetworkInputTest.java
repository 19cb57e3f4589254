package dev.deepmatting.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.image.RgbImage;
import java.awt.Dimension;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NetworkInputTest {
  @ParameterizedTest
  @CsvSource({
    "1 3 8 12, NCHW, 12x8",
    "1 8 12 3, NHWC, 12x8",
    "-1 3 -1 -1, NCHW, any size",
    "-1 -1 -1 3, NHWC, any size",
    "-1 -1 -1 -1, NCHW, any size",
    "1 -1 8 12, NCHW, 12x8",
    "1 3 3 3, NCHW, 3x3",
    "1 3 8 3, NCHW, 3x8"
  })
  void readsLayoutAndSize(String shape, String layout, String size) {
    assertThat(new NetworkInput(builder(), shape(shape))).hasToString(size + ", " + layout);
  }

  @Test
  void believesALayoutThatFits() {
    SegmentationModel.Builder nhwc = builder().layout(SegmentationModel.Layout.NHWC);

    assertThat(new NetworkInput(nhwc, shape("1 -1 -1 -1"))).hasToString("any size, NHWC");
    assertThatThrownBy(() -> new NetworkInput(nhwc, shape("1 3 8 12")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("takes the shape [1, 3, 8, 12], wanted three channels");
  }

  /** MODNet's own rule: the shorter side 512 pixels, both multiples of 32. */
  @ParameterizedTest
  @CsvSource({
    "4000, 3000, 672, 512",
    "300, 400, 512, 672",
    "100, 100, 512, 512",
    "9000, 10, 4096, 512"
  })
  void anOpenSizeFollowsThePicture(int width, int height, int scaledWidth, int scaledHeight) {
    NetworkInput input = new NetworkInput(builder(), shape("1 3 -1 -1"));

    assertThat(input.sizeFor(black(width, height)))
        .isEqualTo(new Dimension(scaledWidth, scaledHeight));
  }

  @Test
  void aHalfOpenSizeNeedsTheOther() {
    assertThatThrownBy(() -> new NetworkInput(builder(), shape("1 3 -1 12")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("inputSize is missing, wanted one with the width 12");
    assertThatThrownBy(() -> new NetworkInput(builder().inputSize(13, 8), shape("1 3 -1 12")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("inputSize is 13x8, wanted one with the width 12");
    assertThat(new NetworkInput(builder().inputSize(12, 8), shape("1 3 -1 12")).size())
        .hasValue(new Dimension(12, 8));
  }

  @Test
  void aPictureCountsByItsBrightestSample() {
    RgbImage dark = RgbImage.of8(2, 1, new byte[] {0, 51, 0, 102, 0, 0});
    NetworkInput input = new NetworkInput(builder().brightest(true), shape("1 3 1 2"));

    assertThat(input.numbers(dark, new Dimension(2, 1)))
        .containsExactly(new float[] {0, 1, 0.5f, 0, 0, 0}, within(1e-6f));
    assertThat(input.numbers(black(2, 1), new Dimension(2, 1))).containsOnly(0);
  }

  @Test
  void sinetWantsBlueFirst() {
    RgbImage pixel = RgbImage.of8(1, 1, new byte[] {10, 20, 30});
    SegmentationModel.Builder builder = builder().preset(SegmentationPreset.SINET);

    float[] numbers =
        new NetworkInput(builder, shape("1 3 1 1")).numbers(pixel, new Dimension(1, 1));

    assertThat(numbers)
        .containsExactly(
            new float[] {
              (30 - 102.890434f) / 62.93292f / 255,
              (20 - 111.25247f) / 62.82138f / 255,
              (10 - 126.91212f) / 66.355705f / 255
            },
            within(1e-6f));
  }

  @ParameterizedTest
  @EnumSource(SegmentationPreset.class)
  void everyPresetHasItsName(SegmentationPreset preset) {
    assertThat(SegmentationPreset.of(preset.id())).isEqualTo(preset);
    assertThat(builder().preset(preset)).isNotNull();
  }

  @Test
  void listsThePresetsThatThereAre() {
    assertThatThrownBy(() -> SegmentationPreset.of("u3net"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("preset is 'u3net', wanted one of u2net, u2netp, ")
        .hasMessageEndingWith(", sinet");
  }

  private static SegmentationModel.Builder builder() {
    return SegmentationModel.builder(Path.of("some.onnx"));
  }

  private static RgbImage black(int width, int height) {
    return RgbImage.of8(width, height, new byte[3 * width * height]);
  }

  private static List<Integer> shape(String text) {
    return Arrays.stream(text.split(" ")).map(Integer::valueOf).toList();
  }
}
