package dev.deepmatting.image;

import static dev.deepmatting.image.Samples.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of a few bytes that would take much memory or time. */
class PictureLimitsTest {
  private static final int BMP_HEADERS = 54;
  private static final int JPEG = 4;
  private static final int PNG = 5;

  @TempDir private Path folder;

  private static RgbImage read(Path file) {
    return ImageFiles.standard().readImage(file);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          holds-jpeg-20000x20000.bmp       | declares 20000x20000 pixels, wanted 1 to 200000000 in all
          holds-jpeg-20000x20000.tif       | TIFF holds a JPEG picture of 20000x20000 pixels where it declares 4x4
          strips-hold-jpeg-20000x20000.tif | TIFF holds a JPEG picture of 20000x20000 pixels where it declares 1x1
          scans-1006.jpg                   | JPEG has more than 312 scans, wanted 500 at most, and fewer of a large picture
          """)
  void whatAPictureHoldsCounts(String name, String message) {
    assertThatThrownBy(() -> read(path(name)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("file " + path(name))
        .hasMessageEndingWith(message);
  }

  /** A preview that comes first does not hide the picture. */
  @Test
  void thePictureBehindAPreviewCounts() throws IOException {
    byte[] content = Files.readAllBytes(path("strips-hold-jpeg-20000x20000.tif"));
    int entries = 3;
    ByteBuffer file = ByteBuffer.allocate(content.length + content.length % 2 + 6 + 12 * entries);
    file.order(content[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN).put(content);
    int picture = file.getInt(4);
    int preview = content.length + content.length % 2;
    file.putInt(4, preview).position(preview).putShort((short) entries);
    for (int tag : List.of(254, 256, 257)) {
      file.putShort((short) tag).putShort((short) 4).putInt(1).putInt(1);
    }
    file.putInt(picture);
    Path hidden = Files.write(folder.resolve("preview-first.tif"), file.array());

    assertThatThrownBy(() -> read(hidden))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("TIFF holds a JPEG picture of 20000x20000 pixels");
  }

  @ParameterizedTest
  @CsvSource({"baseline.jpg, 4", "rgb8.png, 5"})
  void aPictureInABmpFileIsReadInItsPlace(String name, int compression) throws IOException {
    Path file = bmp(Files.readAllBytes(path(name)), compression, 24);

    assertThat(read(file)).isEqualTo(read(path(name)));
  }

  @Test
  void aPictureInABmpFileIsNoOtherBmpFile() throws IOException {
    byte[] inner = Files.readAllBytes(bmp(Files.readAllBytes(path("baseline.jpg")), JPEG, 24));

    assertThatThrownBy(() -> read(bmp(inner, JPEG, 24)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageEndingWith("BMP has no JPEG or PNG picture where it declares one");
  }

  /** A text of 64 MB in 64 KB, which no reader needs to know. */
  @Test
  void textsInABmpFilesPngPictureAreLeftAlone() throws IOException {
    byte[] png = Files.readAllBytes(path("rgb8.png"));
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.write("zTXtComment\0\0".getBytes(StandardCharsets.ISO_8859_1));
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(text)) {
      deflater.write(new byte[1 << 26]);
    }
    int afterHeader = 33;
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(png, 0, afterHeader);
    CRC32 checksum = new CRC32();
    checksum.update(text.toByteArray());
    all.write(ByteBuffer.allocate(4).putInt(text.size() - 4).array());
    all.write(text.toByteArray());
    all.write(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
    all.write(png, afterHeader, png.length - afterHeader);

    assertThat(read(bmp(all.toByteArray(), PNG, 24))).isEqualTo(read(path("rgb8.png")));
  }

  @Test
  void aFileThatIsOutOfProportionIsRefused() throws IOException {
    ByteBuffer header = bmpHeader(14_000, 14_000, 1, 8, 1024);
    Path file = Files.write(folder.resolve("skips.bmp"), grown(header.array(), 1028));

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageEndingWith(
            "it has 1082 bytes for 14000x14000 pixels, wanted one for 32768 pixels at least");
  }

  /** The first bytes of a picture of 14000x14000 pixels, with the header alone changed. */
  @Test
  void aShortJpegFileIsRefusedBeforeThereIsMemoryForIt() throws IOException {
    byte[] jpeg = Files.readAllBytes(path("progressive.jpg"));
    int frame = new String(jpeg, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00c2");
    ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) 14_000).putShort(frame + 7, (short) 14_000);
    Path file = folder.resolve("short.jpg");
    Files.write(file, grown(jpeg, 6000));

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("JPEG is cut short: it has ")
        .hasMessageEndingWith(" bytes for 14000x14000 pixels");
  }

  @Test
  void paddingAndCommentsAreReadInBlocks() throws IOException {
    byte[] jpeg = Files.readAllBytes(path("baseline.jpg"));
    Path padded = folder.resolve("padded.jpg");
    try (OutputStream out = Files.newOutputStream(padded)) {
      out.write(jpeg, 0, 2);
      out.write(new byte[1 << 21]);
      out.write(jpeg, 2, jpeg.length - 2);
    }
    byte[] gif = Files.readAllBytes(path("palette.gif"));
    int afterPalette = 13 + 3 * (2 << (gif[10] & 7));
    Path comments = folder.resolve("comments.gif");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(comments))) {
      out.write(gif, 0, afterPalette);
      for (int i = 0; i < 300_000; i++) {
        out.write(new byte[] {0x21, (byte) 0xfe, 1, 'x', 0});
      }
      out.write(gif, afterPalette, gif.length - afterPalette);
    }

    assertThat(read(padded)).isEqualTo(read(path("baseline.jpg")));
    assertThat(read(comments)).isEqualTo(read(path("palette.gif")));
  }

  private static byte[] grown(byte[] bytes, int more) {
    return Arrays.copyOf(bytes, bytes.length + more);
  }

  private Path bmp(byte[] picture, int compression, int bits) throws IOException {
    Path file = folder.resolve("holds-" + compression + "-" + picture.length + ".bmp");
    ByteBuffer header = bmpHeader(64, 64, compression, bits, 0);
    header.putInt(34, picture.length);
    byte[] all = grown(header.array(), picture.length);
    System.arraycopy(picture, 0, all, BMP_HEADERS, picture.length);
    return Files.write(file, all);
  }

  private static ByteBuffer bmpHeader(
      int width, int height, int compression, int bits, int palette) {
    return ByteBuffer.allocate(BMP_HEADERS)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort(0, (short) 0x4d42)
        .putInt(10, BMP_HEADERS + palette)
        .putInt(14, 40)
        .putInt(18, width)
        .putInt(22, height)
        .putShort(26, (short) 1)
        .putShort(28, (short) bits)
        .putInt(30, compression);
  }
}
