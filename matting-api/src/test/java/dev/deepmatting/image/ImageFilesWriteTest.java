package dev.deepmatting.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFilesWriteTest {
  @TempDir private Path folder;

  /** Every kind of pixels, to every format without loss, and back. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rgb8.png",
        "rgb16.png",
        "rgba8.png",
        "rgba16.png",
        "gray8.png",
        "gray16.png",
        "gray1.png",
        "gray-alpha8.png",
        "palette.png",
        "rgb8.bmp",
      })
  void keepsSamplesWhereTheFormatIsWithoutLoss(String name) {
    BufferedImage image = ImageFiles.standard().read(Samples.path(name), loaded -> loaded);
    for (String ending : new String[] {"png", "tif", "TIFF"}) {
      Path file = folder.resolve("written." + ending);

      ImageFiles.write(image, file);

      BufferedImage back = ImageFiles.standard().read(file, loaded -> loaded);
      assertThat(rgba(back)).as(ending).isEqualTo(rgba(image));
      assertThat(PixelRows.of(back).maximum()).isEqualTo(PixelRows.of(image).maximum());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rgb8.png", "rgb16.png", "gray8.png", "palette.png"})
  void writesJpegAlmostAsItIs(String name) {
    BufferedImage image = ImageFiles.standard().read(Samples.path(name), loaded -> loaded);
    Path file = folder.resolve("written.jpg");

    ImageFiles.write(image, file);

    RgbImage back = ImageFiles.standard().readImage(file);
    RgbImage expected = RgbImage.of(image);
    for (int y = 0; y < back.height(); y++) {
      for (int x = 0; x < back.width(); x++) {
        for (int channel = 0; channel < 3; channel++) {
          int sample = expected.sample8(x, y, channel);
          assertThat(back.sample8(x, y, channel)).isBetween(sample - 10, sample + 10);
        }
      }
    }
  }

  /** Red stripes of one pixel on blue: halved colours would mix them to purple. */
  @Test
  void writesJpegWithColoursInFullResolution() {
    BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 1024; i++) {
      image.setRGB(i % 32, i / 32, i % 2 == 0 ? 0xc00000 : 0x0000c0);
    }
    Path file = folder.resolve("stripes.jpg");

    ImageFiles.write(image, file);

    RgbImage back = ImageFiles.standard().readImage(file);
    assertThat(back.sample8(10, 10, 0)).isGreaterThan(150);
    assertThat(back.sample8(10, 10, 2)).isLessThan(50);
    assertThat(back.sample8(11, 10, 2)).isGreaterThan(150);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a.bmp     | is of no format that can be written, wanted one of .png, .tif, .tiff, .jpg
          a.png.bak | is of no format that can be written, wanted one of .png, .tif, .tiff, .jpg
          png       | is of no format that can be written, wanted one of .png, .tif, .tiff, .jpg
          a.JPG     | is to hold transparency, wanted one of .png, .tif, .tiff, not .jpg
          a/b.tif   | cannot be written, wanted the folder
          dir.tif   | is a directory, wanted a file to write
          """)
  void refusesWhatItCannotWrite(String name, String reason) throws Exception {
    Files.createDirectory(folder.resolve("dir.tif"));
    Path file = folder.resolve(name);
    BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_ARGB);

    assertThatThrownBy(() -> ImageFiles.write(image, file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("file " + file)
        .hasMessageContaining(reason);
    assertThatThrownBy(() -> ImageFiles.requireWritable(file, true))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(reason);
    assertThat(Files.list(folder)).hasSize(1);
  }

  @Test
  void refusesWhatJpegHasNoRoomFor() {
    BufferedImage image = new BufferedImage(1, 65_501, BufferedImage.TYPE_BYTE_GRAY);

    assertThatThrownBy(() -> ImageFiles.write(image, folder.resolve("long.jpg")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("image is 1x65501, wanted at most 65500 pixels a side for JPEG");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void asksWithoutCreatingAnything() {
    ImageFiles.requireWritable(folder.resolve("a.jpg"), false);
    ImageFiles.requireWritable(folder.resolve("a.png"), true);

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void leavesTheOldFileWhereWritingFails() throws Exception {
    Path file = Files.writeString(folder.resolve("old.tif"), "old");
    BufferedImage odd = oddImage();

    assertThatThrownBy(() -> ImageFiles.write(odd, file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("wanted unsigned 8 or 16 bits");
    assertThat(file).hasContent("old");
    assertThat(Files.list(folder)).hasSize(1);
  }

  @Test
  void writesForOtherReadersToo() throws Exception {
    Path file = folder.resolve("plain.tif");

    ImageFiles.write(ImageIO.read(Samples.path("rgba8.png").toFile()), file);

    BufferedImage back = ImageIO.read(file.toFile());
    assertThat(back.getColorModel().hasAlpha()).isTrue();
    assertThat(back.isAlphaPremultiplied()).isFalse();
    assertThat(back.getRaster().getPixel(5, 3, (int[]) null)).containsExactly(50, 45, 205, 210);
  }

  /** Samples of 32 bits. */
  private static BufferedImage oddImage() {
    WritableRaster raster = Raster.createBandedRaster(DataBuffer.TYPE_INT, 2, 2, 1, null);
    ColorSpace gray = ColorSpace.getInstance(ColorSpace.CS_GRAY);
    ComponentColorModel model =
        new ComponentColorModel(gray, false, false, Transparency.OPAQUE, DataBuffer.TYPE_INT);
    return new BufferedImage(model, raster, false, null);
  }

  private static int[] rgba(BufferedImage image) {
    int[] all = new int[4 * image.getWidth() * image.getHeight()];
    PixelRows.of(image)
        .forEachPiece(
            (x, y, count, rgba) ->
                System.arraycopy(rgba, 0, all, 4 * (y * image.getWidth() + x), 4 * count));
    return all;
  }
}
