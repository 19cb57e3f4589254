package dev.deepmatting.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.error.MattingInterruptedException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageStreamsTest {
  private static final ImageFiles FILES = ImageFiles.standard();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "tif", "bmp", "gif"})
  void everyKindOfInputHasTheFilesPixels(String format) throws IOException {
    Path file = folder.resolve("photo." + format);
    write(picture(), format, file);
    byte[] bytes = Files.readAllBytes(file);
    RgbImage expected = FILES.readImage(file);

    for (ImageInput input : inputs(bytes)) {
      assertThat(FILES.readImage(input)).as(input.name()).isEqualTo(expected);
      assertThat(rows(input)).as(input.name()).isDeepEqualTo(rows(ImageInput.of(file)));
    }
  }

  private static List<ImageInput> inputs(byte[] bytes) {
    byte[] padded = new byte[bytes.length + 7];
    System.arraycopy(bytes, 0, padded, 3, bytes.length);
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    InputStream inPieces =
        new SequenceInputStream(
            new ByteArrayInputStream(bytes, 0, 5),
            new ByteArrayInputStream(bytes, 5, bytes.length - 5));
    return List.of(
        ImageInput.of(bytes).named("array"),
        ImageInput.of(ByteBuffer.wrap(padded, 3, bytes.length)).named("part of an array"),
        ImageInput.of(direct).named("direct memory"),
        ImageInput.of(inPieces, bytes.length).named("stream"));
  }

  private static float[][] rows(ImageInput input) {
    try (ImageRowFile rows = FILES.openImage(input)) {
      float[][] values = new float[rows.height()][RgbImage.CHANNELS * rows.width()];
      for (int y = 0; y < values.length; y++) {
        rows.readRow(y, values[y]);
      }
      return values;
    }
  }

  @Test
  void trimapsMattesAndPropertiesComeFromBytesToo() throws IOException {
    Path file = folder.resolve("gray.png");
    AlphaMatte alpha = AlphaMatte.of(3, 1, new float[] {0, 0.5f, 1});
    ImageProperties dpi = ImageProperties.none().withResolution(Resolution.of(300));
    ImageFiles.writePng(alpha.toGray8(), file, dpi);
    ImageInput input = ImageInput.of(Files.readAllBytes(file));
    TrimapThresholds thresholds = TrimapThresholds.standard();

    assertThat(FILES.readAlpha(input)).isEqualTo(FILES.readAlpha(file));
    assertThat(FILES.readTrimap(input, thresholds)).isEqualTo(FILES.readTrimap(file, thresholds));
    assertThat(ImageFiles.readProperties(input)).isEqualTo(ImageFiles.readProperties(file));
    try (TrimapRowFile rows = FILES.openTrimap(input, thresholds)) {
      byte[] row = new byte[3];
      rows.readRow(0, row);
      assertThat(row).containsExactly(0, 128, 255);
    }
  }

  @Test
  void badBytesAreNamed() throws IOException {
    Path file = folder.resolve("photo.png");
    write(picture(), "png", file);
    byte[] whole = Files.readAllBytes(file);
    ImageInput half = ImageInput.of(Arrays.copyOf(whole, whole.length / 2)).named("upload 7");

    assertRefused(half, "image upload 7 is damaged or cannot be decoded: PNG is cut short");
    assertRefused(ImageInput.of(new byte[0]), "image in memory is empty, wanted an image");
    assertRefused(
        ImageInput.of(new ByteArrayInputStream(new byte[99])),
        "image from a stream is not an image of a known format");
    assertThatThrownBy(() -> FILES.withMaxPixels(5).readImage(ImageInput.of(whole)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("image in memory declares 31x17 pixels, wanted 1 to 5 in all");
  }

  private static void assertRefused(ImageInput input, String message) {
    assertThatThrownBy(() -> FILES.readImage(input))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void streamsAreBounded() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 1;
          }
        };

    assertThatThrownBy(() -> ImageInput.of(endless, 100_000))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("stream has more than 100000 bytes, wanted an image of at most as many");
    assertThatThrownBy(() -> ImageInput.of(endless, 0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("maxBytes is 0, wanted 1 to 1073741824");
  }

  @Test
  void brokenStreamsSaySo() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }
        };

    assertThatThrownBy(() -> ImageInput.of(broken))
        .isInstanceOf(MattingException.class)
        .hasMessage("stream cannot be read: java.io.IOException: connection reset");
  }

  @Test
  void anInterruptEndsReadingAStream() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> ImageInput.of(new ByteArrayInputStream(new byte[9])))
          .isInstanceOf(MattingInterruptedException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "tif"})
  void streamsAndChannelsGetTheFilesBytes(String format) throws IOException {
    Path file = folder.resolve("result." + format);
    ImageProperties dpi = ImageProperties.none().withResolution(Resolution.of(300));
    ImageFiles.write(picture(), file, dpi);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    ByteArrayOutputStream channel = new ByteArrayOutputStream();

    ImageFiles.write(picture(), ImageOutput.of(stream, format), dpi);
    ImageFiles.write(
        picture(),
        ImageOutput.of(Channels.newChannel(channel), format.toUpperCase(Locale.ROOT)),
        dpi);

    assertThat(stream.toByteArray()).isEqualTo(Files.readAllBytes(file));
    assertThat(channel.toByteArray()).isEqualTo(Files.readAllBytes(file));
  }

  @Test
  void mattesGoToStreams() throws IOException {
    AlphaMatte alpha = AlphaMatte.of(2, 1, new float[] {0.25f, 1});
    ByteArrayOutputStream eight = new ByteArrayOutputStream();
    ByteArrayOutputStream sixteen = new ByteArrayOutputStream();
    ByteArrayOutputStream rows = new ByteArrayOutputStream();

    alpha.writePng(ImageOutput.of(eight));
    alpha.writePng16(ImageOutput.of(sixteen));
    AlphaMatte.writePngByRows(
        ImageOutput.of(rows), 2, 1, sink -> sink.writeRow(0, alpha.toFloatArray()));

    AlphaMatte read = FILES.readAlpha(ImageInput.of(eight.toByteArray()));
    assertThat(read.alphaAt(0, 0)).isEqualTo(64 / 255f);
    assertThat(FILES.readAlpha(ImageInput.of(rows.toByteArray()))).isEqualTo(read);
    assertThat(FILES.readAlpha(ImageInput.of(sixteen.toByteArray())).alphaAt(0, 0))
        .isEqualTo(16384 / 65535f);
  }

  @Test
  void unknownFormatsAndTransparencyAreRefusedBeforeAByteIsWritten() {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    BufferedImage clear = new BufferedImage(2, 2, BufferedImage.TYPE_INT_ARGB);

    assertThatThrownBy(
            () ->
                ImageFiles.write(picture(), ImageOutput.of(stream, "xyz"), ImageProperties.none()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("stream is of no format that can be written, wanted one of .png");
    assertThatThrownBy(
            () -> ImageFiles.write(clear, ImageOutput.of(stream, "JPG"), ImageProperties.none()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("stream is to hold transparency, wanted one of .png");
    assertThat(stream.size()).isZero();
  }

  @Test
  void failingStreamsSaySoAndStayOpen() {
    boolean[] closed = new boolean[1];
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("no space left");
          }

          @Override
          public void close() {
            closed[0] = true;
          }
        };
    AlphaMatte alpha = AlphaMatte.of(1, 1, new float[] {1});

    assertThatThrownBy(() -> alpha.writePng(ImageOutput.of(full)))
        .isInstanceOf(MattingException.class)
        .hasMessage("stream could not be written: java.io.IOException: no space left");
    assertThat(closed).containsExactly(false);
  }

  private static void write(BufferedImage image, String format, Path file) {
    try (OutputStream stream = Files.newOutputStream(file)) {
      assertThat(javax.imageio.ImageIO.write(image, format, stream)).isTrue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedImage picture() {
    BufferedImage image = new BufferedImage(31, 17, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 17; y++) {
      for (int x = 0; x < 31; x++) {
        image.setRGB(x, y, x * 8 << 16 | y * 15 << 8 | x * y % 256);
      }
    }
    return image;
  }
}
