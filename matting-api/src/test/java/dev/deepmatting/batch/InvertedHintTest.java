package dev.deepmatting.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.Trimap;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvertedHintTest {
  private static final int SIDE = 40;

  @TempDir private Path folder;

  private static Trimap trimap(IntBinaryOperator value) {
    byte[] values = new byte[SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) value.applyAsInt(i % SIDE, i / SIDE);
    }
    return Trimap.of(SIDE, SIDE, values);
  }

  /** Background in the middle, unknown around it, foreground at the border. */
  private static int inverted(int x, int y) {
    int distance = Math.max(Math.abs(x - SIDE / 2), Math.abs(y - SIDE / 2));
    return distance < 8 ? 0 : distance < 12 ? 128 : 255;
  }

  @Test
  void foregroundAroundBackgroundLooksInverted() {
    assertThat(InvertedHint.of("t.png", trimap(InvertedHintTest::inverted)))
        .contains(
            "trimap t.png may be inverted: the picture's whole border is foreground, and background"
                + " is within; wanted 0 for background and 255 for foreground");
  }

  @Test
  void otherPicturesDoNot() {
    assertThat(InvertedHint.of("a", trimap((x, y) -> 255 - inverted(x, y)))).isEmpty();
    assertThat(InvertedHint.of("all", trimap((x, y) -> 255))).isEmpty();
    assertThat(InvertedHint.of("none", trimap((x, y) -> 0))).isEmpty();
    // A portrait reaches the lower border, a building all but the upper one.
    assertThat(InvertedHint.of("portrait", trimap((x, y) -> y > x ? 255 : 0))).isEmpty();
    assertThat(InvertedHint.of("building", trimap((x, y) -> y > 3 ? 255 : 0))).isEmpty();
    // A hole is small.
    assertThat(InvertedHint.of("hole", trimap((x, y) -> x == 20 && y < 30 && y > 10 ? 0 : 255)))
        .isEmpty();
  }

  @Test
  void aBatchTellsItBeforeItsResults() {
    BufferedImage gray = trimap(InvertedHintTest::inverted).toBufferedImage();
    Path image = folder.resolve("photo.png");
    Path alpha = folder.resolve("alpha.png");
    ImageFiles.writePng(new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR), image);
    ImageFiles.writePng(gray, alpha);
    List<String> heard = new ArrayList<>();
    BatchListener listener =
        new BatchListener() {
          @Override
          public void warned(BatchInput input, String message) {
            heard.add(input.name() + ": " + message);
          }

          @Override
          public void done(BatchInput input, List<Path> results) {
            heard.add("done");
          }
        };
    MattingBatch.builder()
        .images(image)
        .hints("alpha", alpha.toString())
        .results()
        .listener(listener)
        .build()
        .run(
            picture -> {
              AlphaMatte first = picture.alpha();
              assertThat(picture.alpha()).isEqualTo(first);
            });

    assertThat(heard).hasSize(2).last().isEqualTo("done");
    assertThat(heard.get(0)).startsWith("photo: alpha " + alpha + " may be inverted");
  }
}
