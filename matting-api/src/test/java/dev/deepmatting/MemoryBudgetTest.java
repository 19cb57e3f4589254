package dev.deepmatting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.batch.BatchInput;
import dev.deepmatting.batch.BatchSummary;
import dev.deepmatting.batch.MattingBatch;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A budget of memory holds for what is decoded, and where nothing has to be computed. */
class MemoryBudgetTest {
  @TempDir Path folder;
  private Path image;
  private Path trimap;

  @BeforeEach
  void write() throws IOException {
    image = folder.resolve("photo.jpg");
    trimap = folder.resolve("photo-trimap.png");
    ImageIO.write(new BufferedImage(600, 500, BufferedImage.TYPE_INT_RGB), "jpg", image.toFile());
    ImageFiles.writePng(known(600, 500).toBufferedImage(), trimap);
  }

  /** Nothing is unknown. */
  private static Trimap known(int width, int height) {
    byte[] values = new byte[width * height];
    Arrays.fill(values, 0, width, (byte) Trimap.FOREGROUND);
    return Trimap.of(width, height, values);
  }

  private static Matting matting(String budget) {
    return Matting.builder().model("builtin:graph").memoryBudget(budget).build();
  }

  @Test
  void filesAreRefusedBeforeTheyAreDecoded() {
    String refusal =
        "file "
            + image
            + " declares 600x500 pixels, which take 1200000 bytes, wanted at most"
            + " 1048576: the memory budget";
    try (Matting small = matting("1MB")) {
      assertThatThrownBy(() -> small.predict(image, trimap))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(refusal);
      assertThatThrownBy(() -> small.predictTo(image, trimap, folder.resolve("out")))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(refusal);
      assertThat(folder.resolve("out")).doesNotExist();

      BatchSummary summary =
          MattingBatch.builder()
              .inputs(List.of(BatchInput.of(image, trimap)))
              .output(folder.resolve("out"))
              .build()
              .run(small);
      assertThat(summary.failures())
          .extracting(BatchSummary.Failure::reason)
          .containsExactly(refusal);
    }
  }

  @Test
  void aPictureWithoutUnknownPixelsCountsToo() {
    RgbImage photo = RgbImage.of8(600, 500, new byte[900_000]);
    try (Matting small = matting("1MB")) {
      assertThatThrownBy(() -> small.predict(photo, known(600, 500)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith("memoryBudget is 1.00MB, wanted at least ")
          .hasMessageEndingWith(" for the pictures alone");
    }
  }

  @Test
  void whatFitsIsPredicted() throws IOException {
    try (Matting enough = matting("4MB")) {
      assertThat(enough.predict(image, trimap).alphaAt(0, 0)).isOne();
      enough.predictTo(image, trimap, folder.resolve("out"));
    }
    assertThat(Files.list(folder.resolve("out"))).hasSize(2);
  }
}
