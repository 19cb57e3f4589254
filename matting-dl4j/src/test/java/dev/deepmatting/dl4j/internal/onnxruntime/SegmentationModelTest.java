package dev.deepmatting.dl4j.internal.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.segmentation.SegmentationModel;
import dev.deepmatting.segmentation.SegmentationPreset;
import java.awt.Dimension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against masks from NumPy; {@code make_networks.py} made the files. */
class SegmentationModelTest {
  private static final float TOLERANCE = 1e-5f;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nchw",
        "nhwc",
        "softmax",
        "two-logits",
        "two-logits-nhwc",
        "logits",
        "untold",
        "untold-shares",
        "several",
        "flat",
        "listed"
      })
  void readsOffTheFileWhatItTakesAndGives(String name) throws IOException {
    try (SegmentationModel model = SegmentationModel.load(Networks.file(name))) {
      assertThat(model.name()).isEqualTo(name);
      assertThat(model.inputSize()).hasValue(new Dimension(Networks.WIDTH, Networks.HEIGHT));
      assertMask(model.segment(Networks.picture()), name, TOLERANCE);
    }
  }

  @Test
  void readsNumbersOfSixteenBits() throws IOException {
    try (SegmentationModel model = SegmentationModel.load(Networks.file("half"))) {
      assertMask(model.segment(Networks.picture()), "half", 5e-4f);
    }
  }

  @Test
  void takesTheOutputThatIsNamed() throws IOException {
    try (SegmentationModel model = builder("several").output("d2").load()) {
      assertMask(model.segment(Networks.picture()), "several-d2", TOLERANCE);
    }
  }

  @Test
  void takesTheChannelThatIsNamed() throws IOException {
    try (SegmentationModel model = builder("three").objectChannel(2).load()) {
      assertMask(model.segment(Networks.picture()), "three", TOLERANCE);
    }
  }

  @Test
  void normalisesColours() throws IOException {
    SegmentationModel.Builder builder =
        builder("nchw").mean(0.4, 0.5, 0.6).deviation(0.2, 0.3, 0.7);
    try (SegmentationModel rgb = builder.load();
        SegmentationModel bgr = builder.bgr(true).load()) {
      assertMask(rgb.segment(Networks.picture()), "nchw-normalised", TOLERANCE);
      assertMask(bgr.segment(Networks.picture()), "nchw-bgr", TOLERANCE);
    }
  }

  @Test
  void stretchesTheMask() throws IOException {
    try (SegmentationModel model = builder("nchw").stretch(true).load()) {
      assertMask(model.segment(Networks.picture()), "nchw-stretched", TOLERANCE);
    }
  }

  @Test
  void takesTheSizeThatIsGivenWhereTheFileLeavesItOpen() throws IOException {
    try (SegmentationModel model =
        builder("open").inputSize(Networks.WIDTH, Networks.HEIGHT).load()) {
      assertMask(model.segment(Networks.picture()), "open", TOLERANCE);
      assertThat(model).hasToString("open (12x8, NCHW)");
    }
  }

  @Test
  void followsThePictureWhereTheFileLeavesTheSizeOpen() {
    try (SegmentationModel model = SegmentationModel.load(Networks.file("open"))) {
      AlphaMatte mask = model.segment(Networks.picture());

      assertThat(model.inputSize()).isEmpty();
      assertThat(List.of(mask.width(), mask.height()))
          .containsExactly(Networks.WIDTH, Networks.HEIGHT);
    }
  }

  @Test
  void scalesPicturesAndMasksOfOtherSizes() {
    RgbImage plain = RgbImage.of8(100, 37, new byte[3 * 100 * 37]);
    try (SegmentationModel model = SegmentationModel.load(Networks.file("nchw"))) {
      AlphaMatte mask = model.segment(plain);

      float black = (float) (1 / (1 + Math.exp(0.9)));
      assertThat(List.of(mask.width(), mask.height())).containsExactly(100, 37);
      assertThat(mask.toFloatArray()).containsOnly(new float[] {black}, within(TOLERANCE));
    }
  }

  @Test
  void knowsPublishedNetworksByTheirFileName() throws IOException {
    Path file = Files.copy(Networks.file("open"), folder.resolve("u2netp.onnx"));
    try (SegmentationModel named = SegmentationModel.load(file);
        SegmentationModel preset = builder("open").preset(SegmentationPreset.U2NETP).load()) {
      assertThat(named.inputSize()).hasValue(new Dimension(320, 320));
      assertThat(named.segment(Networks.picture())).isEqualTo(preset.segment(Networks.picture()));
    }
  }

  @Test
  void threadsShareAModel() {
    try (SegmentationModel model = SegmentationModel.load(Networks.file("nchw"))) {
      AlphaMatte expected = model.segment(Networks.picture());

      List<AlphaMatte> masks =
          IntStream.range(0, 20)
              .parallel()
              .mapToObj(i -> model.segment(Networks.picture()))
              .toList();

      assertThat(masks).allMatch(expected::equals);
    }
  }

  @Test
  void aClosedModelSaysSo() {
    SegmentationModel model = SegmentationModel.load(Networks.file("nchw"));
    model.close();
    model.close();

    assertThatThrownBy(() -> model.segment(Networks.picture()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void refusesSettingsThatDoNotFitTheFile() {
    assertThatThrownBy(builder("several").output("d7")::load)
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("output is 'd7', wanted one of d0, d1, d2");
    assertThatThrownBy(() -> builder("open").inputSize(5000, 10))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("inputSize is 5000x10, wanted sides of 1 to 4096");
    try (SegmentationModel model = builder("three").objectChannel(3).load()) {
      assertThatThrownBy(() -> model.segment(Networks.picture()))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("objectChannel is 3, wanted 0 to 2");
    }
  }

  private static SegmentationModel.Builder builder(String name) {
    return SegmentationModel.builder(Networks.file(name));
  }

  private static void assertMask(AlphaMatte mask, String name, float tolerance) throws IOException {
    assertThat(List.of(mask.width(), mask.height()))
        .containsExactly(Networks.WIDTH, Networks.HEIGHT);
    assertThat(mask.toFloatArray()).containsExactly(Networks.mask(name), within(tolerance));
  }
}
