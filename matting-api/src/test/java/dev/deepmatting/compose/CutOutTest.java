package dev.deepmatting.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.ImageProperties;
import dev.deepmatting.image.Resolution;
import dev.deepmatting.image.RgbImage;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CutOutTest {
  private static final byte[] SAMPLES = {10, 20, 30, 40, 50, 60, 70, 80, 90};

  @Test
  void keepsColoursAndRoundsAlpha() {
    BufferedImage image = cutOut().toBufferedImage();

    assertThat(image.getRGB(0, 0)).isEqualTo(0x000a141e);
    assertThat(image.getRGB(1, 0)).isEqualTo(0x8028323c);
    assertThat(image.getRGB(2, 0)).isEqualTo(0xff46505a);
    assertThat(image.isAlphaPremultiplied()).isFalse();
  }

  @Test
  void writesPngWithTransparency(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("cut-out.png");

    cutOut().writePng(file);

    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getRGB(0, 0)).isEqualTo(0x000a141e);
    assertThat(image.getRGB(1, 0)).isEqualTo(0x8028323c);
    assertThat(ImageFiles.standard().readImage(file)).isEqualTo(RgbImage.of8(3, 1, SAMPLES));
  }

  @Test
  void takesTheBackgroundOutOfTheColours() {
    SoftScene scene = SoftScene.of(60, 40, 8);
    RgbImage foreground =
        ForegroundEstimation.standard().estimate(scene.image(), scene.alpha()).foreground();

    CutOut estimated = CutOut.of(scene.image(), scene.alpha());
    CutOut naive = CutOut.naive(scene.image(), scene.alpha());

    assertThat(estimated.foreground()).isEqualTo(foreground).isNotEqualTo(scene.image());
    assertThat(naive.foreground()).isSameAs(scene.image());
    assertThat(estimated.alpha()).isEqualTo(scene.alpha());
    assertThat(estimated.width()).isEqualTo(60);
    assertThat(estimated.height()).isEqualTo(40);
  }

  @Test
  void takesAnEstimationOfOnesOwn() {
    SoftScene scene = SoftScene.of(60, 40, 8);
    ForegroundEstimation smooth = ForegroundEstimation.builder().regularisation(0.1).build();

    CutOut cutOut = CutOut.of(scene.image(), scene.alpha(), smooth);

    assertThat(cutOut.foreground())
        .isEqualTo(smooth.estimate(scene.image(), scene.alpha()).foreground())
        .isNotEqualTo(CutOut.of(scene.image(), scene.alpha()).foreground());
  }

  @Test
  void multipliesColoursWithAlpha() {
    BufferedImage image = cutOut().toPremultiplied();

    assertThat(image.getType()).isEqualTo(BufferedImage.TYPE_INT_ARGB_PRE);
    int[] pixels = (int[]) image.getRaster().getDataElements(0, 0, 3, 1, null);
    // Half is 128 of 255, and 40 * 128 / 255 is 20.08.
    assertThat(pixels).containsExactly(0, 0x8014191e, 0xff46505a);
  }

  @Test
  void writesSixteenBits(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("cut-out.png");
    SoftScene scene = SoftScene.of(30, 20, 16);
    CutOut cutOut = CutOut.of(scene.image(), scene.alpha());

    cutOut.writePng16(file);

    assertThat(ImageFiles.standard().readImage(file)).isEqualTo(cutOut.foreground());
    Raster raster = ImageIO.read(file.toFile()).getRaster();
    assertThat(raster.getTransferType()).isEqualTo(DataBuffer.TYPE_USHORT);
    for (int x = 0; x < 30; x++) {
      assertThat(raster.getSample(x, 11, 3))
          .isEqualTo(Math.round(scene.alpha().alphaAt(x, 11) * 65535));
    }
  }

  @Test
  void writesWhatTheFileIsToSay(@TempDir Path folder) {
    ImageProperties properties = ImageProperties.none().withResolution(Resolution.of(300));

    cutOut().writePng(folder.resolve("8.png"), properties);
    cutOut().writePng16(folder.resolve("16.png"), properties);

    assertThat(ImageFiles.readProperties(folder.resolve("8.png"))).isEqualTo(properties);
    assertThat(ImageFiles.readProperties(folder.resolve("16.png"))).isEqualTo(properties);
  }

  @Test
  void refusesDifferentSizes() {
    RgbImage image = RgbImage.of8(3, 1, SAMPLES);
    AlphaMatte alpha = AlphaMatte.of(1, 3, new float[3]);

    for (ThrowingCallable each :
        List.<ThrowingCallable>of(
            () -> CutOut.of(image, alpha), () -> CutOut.naive(image, alpha))) {
      assertThatThrownBy(each)
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("alpha is 1x3, wanted the image's size 3x1");
    }
  }

  private static CutOut cutOut() {
    return CutOut.naive(
        RgbImage.of8(3, 1, SAMPLES), AlphaMatte.of(3, 1, new float[] {0f, 0.5f, 1f}));
  }
}
