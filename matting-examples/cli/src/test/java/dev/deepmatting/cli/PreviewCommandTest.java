package dev.deepmatting.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreviewCommandTest {
  private static final int GAP = 12;
  private static final int TITLE = 24;
  private static final int NARROWEST = 15 * 12;

  @TempDir Path root;

  @Test
  void drawsImageOverlayAlphaAndTheCutOutOnThreeGrounds() throws IOException {
    Path image = ObjectPictures.image(root.resolve("a.png"));
    Path alpha = ObjectPictures.alpha(root.resolve("m.png"));

    Run run = preview("--image", image, "--alpha", alpha);

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    BufferedImage sheet = ObjectPictures.read(root.resolve("out").resolve("a-preview.png"));
    assertThat(pixel(sheet, 0, 1)).isEqualTo(ObjectPictures.SCREEN);
    assertThat(pixel(sheet, 1, 1) >> 16 & 0xff).isGreaterThan(100);
    assertThat(pixel(sheet, 2, 1)).isEqualTo(0xff000000);
    assertThat(pixel(sheet, 3, 1)).isEqualTo(0xff202020);
    assertThat(pixel(sheet, 4, 1)).isEqualTo(0xffffffff);
    assertThat(pixel(sheet, 5, 1)).isEqualTo(0xff00b140);
    for (int cell : new int[] {0, 1, 3, 4, 5}) {
      assertThat(pixel(sheet, cell, ObjectPictures.MIDDLE)).isEqualTo(ObjectPictures.OBJECT);
    }
    assertThat(hasInk(sheet)).isTrue();
  }

  @Test
  void showsTheTrimapThatWasMade() throws IOException {
    Path image = ObjectPictures.image(root.resolve("a.png"));
    Path mask = ObjectPictures.alpha(root.resolve("m.png"));

    Run run = preview("--image", image, "--mask", mask, "--band", "3", "--json");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("\"unknown\":0.");
    BufferedImage sheet = ObjectPictures.read(root.resolve("out").resolve("a-preview.png"));
    assertThat(pixel(sheet, 1, ObjectPictures.FIRST)).isEqualTo(0xff808080);
    assertThat(pixel(sheet, 1, ObjectPictures.MIDDLE)).isEqualTo(0xffffffff);
  }

  @Test
  void reducesLargePictures() throws IOException {
    Path samples = Path.of("../samples");
    Path trimap = samples.resolve("dandelion-trimap.png");

    Run run =
        preview("--image", samples.resolve("dandelion.jpg"), "--alpha", trimap, "--size", "200");

    assertThat(run.err()).isEmpty();
    BufferedImage sheet = ObjectPictures.read(root.resolve("out").resolve("dandelion-preview.png"));
    assertThat(sheet.getWidth()).isEqualTo(GAP + 3 * (200 + GAP));
    assertThat(sheet.getHeight()).isEqualTo(GAP + 2 * (TITLE + 147 + GAP));
  }

  @ParameterizedTest
  @ValueSource(strings = {"63", "4097", "large"})
  void refusesSizesOutside(String size) throws IOException {
    Path image = ObjectPictures.image(root.resolve("a.png"));

    Run run = preview("--image", image, "--key", "auto", "--size", size);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--size").contains(size);
    assertThat(root.resolve("out")).doesNotExist();
  }

  private Run preview(Object... options) {
    Object[] words = new Object[3 + options.length];
    words[0] = "preview";
    words[1] = "--out";
    words[2] = root.resolve("out");
    System.arraycopy(options, 0, words, 3, options.length);
    return Run.matting(words);
  }

  /** A pixel on the diagonal of one of the six pictures. */
  private static int pixel(BufferedImage sheet, int cell, int place) {
    int x = GAP + cell % 3 * (NARROWEST + GAP) + place;
    int y = GAP + cell / 3 * (TITLE + ObjectPictures.SIZE + GAP) + TITLE + place;
    return sheet.getRGB(x, y);
  }

  private static boolean hasInk(BufferedImage sheet) {
    for (int x = GAP; x < GAP + 60; x++) {
      for (int y = GAP; y < GAP + TITLE; y++) {
        if (sheet.getRGB(x, y) == 0xff303030) {
          return true;
        }
      }
    }
    return false;
  }
}
