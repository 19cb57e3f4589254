package dev.deepmatting.image;

import static dev.deepmatting.image.Samples.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that cannot be read: the message names the file and the reason. */
class ImageFilesErrorsTest {
  private static final int MUTATIONS = 200;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          truncated.jpg             | damaged or cannot be decoded: Truncated File
          truncated-progressive.jpg | damaged or cannot be decoded: Truncated File
          no-end-marker.jpg         | damaged or cannot be decoded: Truncated File
          bad-header.jpg            | damaged or cannot be decoded: No SOF segment in stream
          truncated.png             | PNG is cut short: it has no complete end chunk
          wrong-checksum.png        | PNG chunk IDAT has a wrong checksum
          truncated.tif             | damaged or cannot be decoded: TIFF is cut short
          truncated.bmp             | damaged or cannot be decoded: BMP is cut short
          truncated.gif             | damaged or cannot be decoded: I/O error reading header
          declares-60000x60000.png  | declares 60000x60000 pixels, wanted 1 to 200000000 in all
          fuzz-sample-of-0-bits.tif | TIFF has samples of [1, 0, 1] bits, wanted 1 to 16, the same for all
          text.png                  | is not an image of a known format, wanted BMP, GIF, JPEG, PNG
          empty.png                 | is empty, wanted an image file
          """)
  void namesTheFileAndTheReason(String name, String reason) {
    assertThatThrownBy(() -> Samples.read(name))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("file " + path(name))
        .hasMessageContaining(reason);
  }

  @Test
  void saysThatAFileIsMissing() {
    Path missing = folder.resolve("missing.png");

    assertThatThrownBy(() -> ImageFiles.standard().readImage(missing))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("file " + missing + " does not exist, wanted an image file");
  }

  @Test
  void saysThatAFileIsADirectory() {
    assertThatThrownBy(() -> ImageFiles.standard().readImage(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("file " + folder + " is a directory, wanted an image file");
  }

  @Test
  void holdsTheLimitExactly() {
    Path file = path("rgb8.png");

    assertThat(ImageFiles.standard().withMaxPixels(384).readImage(file).width()).isEqualTo(24);
    assertThatThrownBy(() -> ImageFiles.standard().withMaxPixels(383).readImage(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageEndingWith("declares 24x16 pixels, wanted 1 to 383 in all");
  }

  @Test
  void refusesALimitBelowOne() {
    assertThatThrownBy(() -> ImageFiles.standard().withMaxPixels(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("maxPixels is 0, wanted at least 1");
  }

  @Test
  void refusesAlphaWithColour() {
    assertThatThrownBy(() -> ImageFiles.standard().readAlpha(path("rgb8.png")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("file " + path("rgb8.png"))
        .hasMessageEndingWith("image has the colour (0, 0, 255) at x 0, y 0, wanted gray");
  }

  @Test
  void refusesAlphaWithTransparency() {
    assertThatThrownBy(() -> ImageFiles.standard().readAlpha(path("gray-alpha8.png")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageEndingWith(
            "image has opacity 240 of 255 at x 0, y 1, wanted gray without transparency");
  }

  /** Seeded, so that a failure comes back; the message of the failure has all that is needed. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rgb8.png",
        "rgba16.png",
        "palette.png",
        "gray1.png",
        "baseline.jpg",
        "progressive.jpg",
        "cmyk-adobe.jpg",
        "ycck.jpg",
        "orientation-6.jpg",
        "orientation-6.tif",
        "plain.tif",
        "rgb8.bmp",
        "palette.gif",
        "bad-header.jpg",
        "text.png"
      })
  void mutatedFilesRaiseInvalidInputAtMost(String name) throws Exception {
    byte[] original = Files.readAllBytes(path(name));
    ImageFiles files = ImageFiles.standard().withMaxPixels(1_000_000);
    for (int seed = 0; seed < MUTATIONS; seed++) {
      Path file = folder.resolve(seed + name);
      Files.write(file, mutate(original, new Random(seed)));
      try {
        assertThat(files.readImage(file).width()).isPositive();
      } catch (InvalidInputException expected) {
        assertThat(expected).hasMessageStartingWith("file " + file);
      } catch (RuntimeException | Error e) {
        throw new AssertionError(name + " with seed " + seed, e);
      }
    }
  }

  private static byte[] mutate(byte[] original, Random random) {
    int length = random.nextInt(4) == 0 ? 1 + random.nextInt(original.length) : original.length;
    byte[] bytes = Arrays.copyOf(original, length);
    // Headers are small and matter most: half of the changes go there.
    for (int change = 1 + random.nextInt(4); change > 0; change--) {
      int range = random.nextBoolean() ? Math.min(length, 64) : length;
      bytes[random.nextInt(range)] = (byte) random.nextInt(256);
    }
    return bytes;
  }
}
