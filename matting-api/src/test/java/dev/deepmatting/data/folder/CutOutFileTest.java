package dev.deepmatting.data.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.data.Foreground;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.ImageFiles;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Foreground and matte in one file. */
class CutOutFileTest {
  @TempDir private Path root;

  @Test
  void keepsColoursWherePixelsAreTransparent() throws IOException {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00_c8_64_32);
    image.setRGB(1, 0, 0x01_c8_64_32);
    image.setRGB(2, 0, 0xff_01_02_03);

    Foreground foreground = read(image, "a.png");

    assertThat(foreground.name()).isEqualTo("a");
    assertThat(foreground.alpha().toFloatArray()).containsExactly(0, 1 / 255f, 1);
    assertThat(foreground.colours().sample8(0, 0, 0)).isEqualTo(200);
    assertThat(foreground.colours().sample8(1, 0, 1)).isEqualTo(100);
    assertThat(foreground.colours().sample8(2, 0, 2)).isEqualTo(3);
  }

  @Test
  void keepsSixteenBits() throws IOException {
    BufferedImage image = wide(ColorSpace.CS_sRGB);
    image.getRaster().setPixel(0, 0, new int[] {1000, 2000, 3000, 30001});
    image.getRaster().setPixel(1, 0, new int[] {1, 2, 3, 65535});

    Foreground foreground = read(image, "a.png");

    assertThat(foreground.colours().bitDepth()).isEqualTo(16);
    assertThat(foreground.colours().sample(0, 0, 1)).isEqualTo(2000 / 65535f);
    assertThat(foreground.alpha().toFloatArray()).containsExactly(30001 / 65535f, 1);
  }

  @Test
  void readsGrayWithTransparency() throws IOException {
    BufferedImage image = wide(ColorSpace.CS_GRAY);
    image.getRaster().setPixel(0, 0, new int[] {1000, 30001});

    Foreground foreground = read(image, "a.png");

    assertThat(foreground.colours().sample(0, 0, 2)).isEqualTo(1000 / 65535f);
    assertThat(foreground.alpha().alphaAt(0, 0)).isEqualTo(30001 / 65535f);
  }

  @Test
  void readsPalettes() throws IOException {
    byte[] red = {(byte) 200, 100};
    byte[] alpha = {(byte) 255, 51};
    IndexColorModel palette = new IndexColorModel(8, 2, red, red, red, alpha);
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
    image.getRaster().setSample(1, 0, 0, 1);

    Foreground foreground = read(image, "a.png");

    assertThat(foreground.alpha().toFloatArray()).containsExactly(1, 0.2f);
    assertThat(foreground.colours().sample8(1, 0, 0)).isEqualTo(100);
  }

  @Test
  void dividesPremultipliedColoursByAlpha() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_4BYTE_ABGR_PRE);
    image.getRaster().setPixel(0, 0, new int[] {40, 20, 10, 51});

    Foreground foreground = read(image, "a.tif");

    assertThat(foreground.alpha().toFloatArray()).containsExactly(0.2f, 0);
    assertThat(foreground.colours().sample8(0, 0, 0)).isEqualTo(200);
    assertThat(foreground.colours().sample8(0, 0, 2)).isEqualTo(50);
  }

  @Test
  void refusesAPictureWithoutTransparency() {
    assertThatThrownBy(() -> read(new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB), "a.png"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "file %s: image has no transparency, wanted a cut-out with an alpha channel",
            root.resolve("a.png"));
  }

  @Test
  void refusesAPictureThatIsOpaqueOrInvisibleEverywhere() {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    assertThatThrownBy(() -> read(image, "a.png"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("alpha of %s is 0 everywhere, wanted a foreground", root.resolve("a.png"));

    image.setRGB(0, 0, -1);
    image.setRGB(1, 0, -1);
    assertThatThrownBy(() -> read(image, "a.png"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "alpha of %s is 1 everywhere, wanted a foreground with an edge in the picture",
            root.resolve("a.png"));
  }

  private Foreground read(BufferedImage image, String name) throws IOException {
    Path file = new DataFolders(root).write(image, name);
    return new ForegroundFiles.CutOutFile(file).decode(ImageFiles.standard());
  }

  private static BufferedImage wide(int space) {
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(space),
            true,
            false,
            Transparency.TRANSLUCENT,
            DataBuffer.TYPE_USHORT);
    WritableRaster raster = model.createCompatibleWritableRaster(2, 1);
    return new BufferedImage(model, raster, false, null);
  }
}
