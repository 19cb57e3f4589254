package dev.deepmatting.dl4j.internal.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.ImageInput;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.TrimapThresholds;
import java.awt.image.BufferedImage;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** WebP through the API's reader, which finds the decoder by ServiceLoader. */
class OpenCvImageDecoderTest {
  @ParameterizedTest
  @CsvSource({
    "lossless, 0",
    "lossless-alpha, 0",
    "extended, 0",
    "lossy, 24",
    "orientation-3, 0",
    "orientation-5, 0"
  })
  void readsStillWebp(String name, int tolerance) {
    RgbImage image = ImageFiles.standard().readImage(path(name + ".webp"));

    assertThat(image.width()).isEqualTo(24);
    assertThat(image.height()).isEqualTo(16);
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 24; x++) {
        assertThat(image.sample8(x, y, 0)).isBetween(10 * x - tolerance, 10 * x + tolerance);
        assertThat(image.sample8(x, y, 1)).isBetween(15 * y - tolerance, 15 * y + tolerance);
        assertThat(255 - image.sample8(x, y, 2)).isBetween(10 * x - tolerance, 10 * x + tolerance);
      }
    }
  }

  /** Of LittleCMS; see make_images.py. */
  @ParameterizedTest
  @CsvSource({"profile", "profile-alpha"})
  void convertsProfiles(String name) {
    RgbImage image = ImageFiles.standard().readImage(path(name + ".webp"));
    RgbImage right = ImageFiles.standard().readImage(path("profile-srgb.png"));

    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 24; x++) {
        for (int channel = 0; channel < 3; channel++) {
          assertThat(image.sample8(x, y, channel) - right.sample8(x, y, channel)).isBetween(-1, 1);
        }
      }
    }
    assertThat(ImageFiles.readProperties(path(name + ".webp")).iccProfile()).isEmpty();
  }

  @Test
  void turnsTrimapsLikeImages() {
    TrimapThresholds thresholds = new TrimapThresholds(60, 200);

    assertThat(ImageFiles.standard().readTrimap(path("orientation-5.webp"), thresholds))
        .isEqualTo(ImageFiles.standard().readTrimap(path("lossless.webp"), thresholds));
  }

  @Test
  void keepsTransparency() throws Exception {
    BufferedImage image =
        new OpenCvImageDecoder().decode(ImageInput.of(path("lossless-alpha.webp")));

    assertThat(image.getRGB(5, 3)).isEqualTo(210 << 24 | 50 << 16 | 45 << 8 | 205);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          animated.webp                   | is an animation, wanted a still image
          plain-14000x14000.webp          | it has 34 bytes for 14000x14000 pixels, wanted one for 32768
          truncated.webp                  | is cut short or too large: it has
          damaged.webp                    | is damaged: OpenCV cannot decode it
          declares-16384x16384.webp       | declares 16384x16384 pixels, wanted 1 to 200000000
          declares-16777216x16777216.webp | declares 16777216x16777216 pixels, wanted 1 to
          """)
  void namesTheFileAndTheReason(String name, String reason) {
    assertThatThrownBy(() -> ImageFiles.standard().readImage(path(name)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("file " + path(name))
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "12, 'VP8Z', 'chunk ''VP8Z'', wanted VP8, VP8L or VP8X'",
    "20, 'xxxx', 'no signature after VP8L'"
  })
  void saysWhatIsWrongWithAHeader(int at, String text, String reason, @TempDir Path folder)
      throws Exception {
    byte[] bytes = Files.readAllBytes(path("lossless.webp"));
    System.arraycopy(text.getBytes("US-ASCII"), 0, bytes, at, text.length());
    Path file = Files.write(folder.resolve("changed.webp"), bytes);

    assertThatThrownBy(() -> ImageFiles.standard().readImage(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lossless.webp", "lossless-alpha.webp", "lossy.webp", "extended.webp"})
  void mutatedFilesRaiseInvalidInputAtMost(String name, @TempDir Path folder) throws Exception {
    byte[] original = Files.readAllBytes(path(name));
    ImageFiles files = ImageFiles.standard().withMaxPixels(1_000_000);
    for (int seed = 0; seed < 200; seed++) {
      Path file = folder.resolve(seed + name);
      Files.write(file, mutate(original, new Random(seed)));
      try {
        assertThat(files.readImage(file).width()).isPositive();
      } catch (InvalidInputException expected) {
        assertThat(expected).hasMessageStartingWith("file " + file);
      }
    }
  }

  private static byte[] mutate(byte[] original, Random random) {
    int length = random.nextInt(4) == 0 ? 1 + random.nextInt(original.length) : original.length;
    byte[] bytes = Arrays.copyOf(original, length);
    for (int change = 1 + random.nextInt(4); change > 0; change--) {
      bytes[random.nextInt(length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static Path path(String name) {
    try {
      return Path.of(OpenCvImageDecoderTest.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
