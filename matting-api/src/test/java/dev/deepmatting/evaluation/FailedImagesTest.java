package dev.deepmatting.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.ImageFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image that cannot be scored is named with the reason; the others are scored. */
class FailedImagesTest {
  @TempDir private Path root;
  private DataSet data;

  @BeforeEach
  void makeDataSet() throws IOException {
    data = new DataSet(root).with("good", 10).with("bad", 10);
  }

  @Test
  void aMissingCounterpart() throws IOException {
    Files.delete(data.predictions().resolve("bad.png"));
    assertReason(
        "truth %s has no prediction in %s, wanted bad.* or bad-alpha.*",
        data.truths().resolve("bad.png"), data.predictions());
  }

  @Test
  void aPredictionWithoutATruth() throws IOException {
    Files.delete(data.truths().resolve("bad.png"));
    Files.delete(data.trimaps().resolve("bad.png"));
    assertReason(
        "prediction 'bad' in %s has no truth in %s, wanted bad.* or bad-alpha.*",
        data.predictions(), data.truths());
  }

  @Test
  void otherSizes() throws IOException {
    Path prediction = data.predictions().resolve("bad.png");
    DataSet.gray(prediction, 8, 12, BufferedImage.TYPE_BYTE_GRAY, (x, y) -> 0);
    assertReason("prediction %s is 8x12, wanted the truth's size 12x8", prediction);
  }

  @Test
  void aTrimapOfAnotherSize() throws IOException {
    Path trimap = data.trimaps().resolve("bad.png");
    DataSet.gray(trimap, 8, 12, BufferedImage.TYPE_BYTE_GRAY, (x, y) -> 128);
    assertReason("trimap %s is 8x12, wanted the truth's size 12x8", trimap);
  }

  @Test
  void noUnknownPixels() throws IOException {
    Path trimap = data.trimaps().resolve("bad.png");
    DataSet.gray(trimap, (x, y) -> x < 4 ? 0 : x < 8 ? 100 : 255);
    assertReason(
        "trimap %s has 0 unknown pixels, wanted at least 1 of value 128 alone"
            + " (32 pixels are other than 0, 128 and 255)",
        trimap);
  }

  @Test
  void aColouredTruth() throws IOException {
    Path truth = data.truths().resolve("bad.png");
    BufferedImage image = new BufferedImage(12, 8, BufferedImage.TYPE_INT_RGB);
    image.setRGB(5, 2, 0x102030);
    ImageFiles.writePng(image, truth);
    assertReason("file %s: image has the colour (16, 32, 48) at x 5, y 2, wanted gray", truth);
  }

  @Test
  void aDamagedFile() throws IOException {
    Path truth = Files.writeString(data.truths().resolve("bad.png"), "no picture");
    EvaluationReport report = data.run().build().run();
    assertThat(report.failures()).singleElement();
    assertThat(report.failures().get(0).reason()).contains(truth.toString());
    assertThat(report.images()).extracting(EvaluatedImage::name).containsExactly("good");
  }

  @Test
  void severalPicturesOfOneName() throws IOException {
    Files.copy(data.truths().resolve("bad.png"), data.truths().resolve("bad.bmp"));
    assertReason("folder %s has bad.bmp, bad.png for 'bad', wanted one of them", data.truths());
  }

  @Test
  void nothingAtAllIsAnErrorOfTheRun() throws IOException {
    Files.delete(data.predictions().resolve("good.png"));
    Files.delete(data.predictions().resolve("bad.png"));
    assertThatThrownBy(() -> data.run().build().run())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "no picture in %s has its counterparts: truth %s has no prediction in %s, wanted"
                + " bad.* or bad-alpha.*",
            data.truths(), data.truths().resolve("bad.png"), data.predictions());
  }

  @Test
  void sixteenBitsAndGrayColoursAreTaken() throws IOException {
    Path truth = data.truths().resolve("bad.png");
    DataSet.gray(
        truth,
        DataSet.WIDTH,
        DataSet.HEIGHT,
        BufferedImage.TYPE_USHORT_GRAY,
        (x, y) -> x < 4 ? 0 : x < 8 ? 100 * 257 + 128 : 65535);
    Path prediction = data.predictions().resolve("bad.png");
    DataSet.gray(
        prediction,
        DataSet.WIDTH,
        DataSet.HEIGHT,
        BufferedImage.TYPE_INT_RGB,
        (x, y) -> x < 4 ? 0 : x < 8 ? 100 : 255);

    EvaluationReport report = data.run().build().run();

    assertThat(report.failures()).isEmpty();
    assertThat(report.images().get(0).scores().sad()).isZero();
  }

  private void assertReason(String reason, Object... values) {
    EvaluationReport report = data.run().build().run();
    assertThat(report.failures())
        .containsExactly(new FailedImage("bad", String.format(reason, values)));
    assertThat(report.images()).extracting(EvaluatedImage::name).containsExactly("good");
    assertThat(report.mean()).contains(report.images().get(0).scores());
  }
}
