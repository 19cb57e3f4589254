package dev.deepmatting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.batch.BatchSummary;
import dev.deepmatting.batch.MattingBatch;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.ImageInput;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.network.MemorySize;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The memory budget counts pictures too, from the moment before they are decoded. */
class MemoryBudgetTest {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 800;

  @TempDir private Path folder;
  private Path trimap;

  @BeforeEach
  void writeTrimap() {
    trimap = folder.resolve("trimap.png");
    ImageFiles.writePng(known().toBufferedImage(), trimap);
  }

  /** Nothing in it is unknown. */
  private static Trimap known() {
    byte[] values = new byte[WIDTH * HEIGHT];
    Arrays.fill(values, values.length / 2, values.length, (byte) Trimap.FOREGROUND);
    return Trimap.of(WIDTH, HEIGHT, values);
  }

  private Path photograph(String name) {
    Path file = folder.resolve(name);
    ImageFiles.write(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR), file);
    return file;
  }

  private static Matting matting(String budget) {
    return Matting.builder().memoryBudget(budget).build();
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(InvalidInputException.class).hasMessageMatching(message);
  }

  /** Three bytes per pixel are decoded, and three made of them: 4.6 MB. */
  @ParameterizedTest
  @CsvSource({"a.png", "a.jpg", "a.tif"})
  void aPictureThatTakesMoreIsNotDecoded(String name) {
    Path photograph = photograph(name);
    String told =
        "memoryBudget leaves 4.00MB, wanted at least 4.58MB to decode file .* of 1000x800 pixels";
    try (Matting matting = matting("4MB")) {
      assertRefused(() -> matting.predict(photograph, trimap), told);
      assertRefused(() -> matting.predict(ImageInput.of(photograph), image -> known()), told);
    }
  }

  @Test
  void sixteenBitsAndProfilesAndMattesCountAsTheyAre() {
    Path wide = folder.resolve("wide.png");
    ImageFiles.writePng(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_USHORT_GRAY), wide);
    ImageFiles files = ImageFiles.standard().withMemoryBudget(MemorySize.parse("4MB"));

    assertRefused(() -> files.readImage(wide), ".* wanted at least 6.10MB to decode .*");
    assertRefused(() -> files.readAlpha(wide), ".* wanted at least 4.58MB to decode .*");
    assertThat(files.readAlpha(trimap).width()).isEqualTo(WIDTH);
  }

  @Test
  void aTrimapWithoutUnknownPixelsTakesMemoryToo() {
    RgbImage image = RgbImage.of8(WIDTH, HEIGHT, new byte[3 * WIDTH * HEIGHT]);
    try (Matting matting = matting("5MB")) {
      assertRefused(
          () -> matting.predict(image, known()),
          "memoryBudget is 5.00MB, wanted at least 9.16MB for the picture of 1000x800, its trimap"
              + " and matte");
    }
    try (Matting matting = matting("10MB")) {
      assertThat(matting.predict(image, known()).width()).isEqualTo(WIDTH);
    }
  }

  @Test
  void rowsOfFilesAreNotWholePictures() {
    try (Matting matting = matting("4MB")) {
      PredictedFiles files = matting.predictTo(photograph("a.png"), trimap, folder.resolve("out"));
      assertThat(files.cutOut()).exists();
      assertRefused(
          () -> matting.predictTo(photograph("b.jpg"), trimap, folder.resolve("out")),
          "memoryBudget leaves 4.00MB, .* to decode .*");
      assertThat(folder.resolve("out").resolve("b-alpha.png")).doesNotExist();
    }
  }

  @Test
  void aBatchHasTheBudgetOfItsModel() {
    MattingBatch batch =
        MattingBatch.builder()
            .images(photograph("a.png"))
            .trimaps(trimap)
            .output(folder.resolve("out"))
            .build();
    try (Matting small = matting("4MB");
        Matting large = matting("15MB");
        Matting enough = matting("20MB")) {
      assertThat(reason(batch.run(small))).contains("memoryBudget leaves 4.00MB");
      assertThat(reason(batch.run(large)))
          .matches(
              "(?s).*memoryBudget leaves 15.0MB, wanted at least 16.8MB for file .* of 1000x800, its matte"
                  + " and its cut-out.*");
      assertThat(batch.run(enough).isComplete()).isTrue();
    }
  }

  @Test
  void aBatchCanHaveABudgetOfItsOwn() {
    Path photograph = photograph("a.png");
    MattingBatch batch =
        MattingBatch.builder()
            .images(photograph)
            .results()
            .files(ImageFiles.standard().withMemoryBudget(MemorySize.parse("10MB")))
            .build();

    assertThat(reason(batch.run(picture -> picture.image())))
        .contains("memoryBudget leaves 10.0MB");
  }

  private static String reason(BatchSummary summary) {
    assertThat(summary.failures()).hasSize(1);
    return summary.failures().get(0).reason();
  }
}
