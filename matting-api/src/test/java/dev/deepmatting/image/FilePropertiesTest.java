package dev.deepmatting.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataFormatImpl;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/** Profiles and resolutions, written and read. */
class FilePropertiesTest {
  private static final byte[] SRGB = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
  private static final byte[] LINEAR = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
  private static final byte[] GRAY = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"a.png", "a.tif", "a.jpg"})
  void comeBackAsTheyWereWritten(String name) {
    Path file = folder.resolve(name);
    ImageProperties properties =
        ImageProperties.none().withIccProfile(SRGB).withResolution(new Resolution(300, 72));

    ImageFiles.write(picture(), file, properties);

    assertThat(ImageFiles.readProperties(file)).isEqualTo(properties);
  }

  /** The JDK's readers are another witness. */
  @ParameterizedTest
  @ValueSource(strings = {"a.png", "a.tif", "a.jpg"})
  void areSeenByTheJdk(String name) throws Exception {
    Path file = folder.resolve(name);
    ImageProperties properties =
        ImageProperties.none().withIccProfile(LINEAR).withResolution(Resolution.of(254));

    ImageFiles.write(picture(), file, properties);

    IIOMetadata metadata = metadata(file);
    Element standard =
        (Element) metadata.getAsTree(IIOMetadataFormatImpl.standardMetadataFormatName);
    Element size = (Element) standard.getElementsByTagName("HorizontalPixelSize").item(0);
    if (size != null) {
      assertThat(Double.parseDouble(size.getAttribute("value"))).isBetween(0.0999, 0.1001);
    }
    // PNG deflates it.
    assertThat(contains(Files.readAllBytes(file), LINEAR)).isEqualTo(!name.equals("a.png"));
  }

  /** Longer than a segment of JPEG can be. */
  @ParameterizedTest
  @ValueSource(strings = {"a.png", "a.tif", "a.jpg"})
  void keepLongProfiles(String name) {
    byte[] profile = Arrays.copyOf(SRGB, 200_000);
    new Random(1).nextBytes(profile);
    System.arraycopy(SRGB, 0, profile, 0, SRGB.length);
    ByteBuffer.wrap(profile).putInt(0, profile.length);
    Path file = folder.resolve(name);
    ImageProperties properties = ImageProperties.none().withIccProfile(profile);

    ImageFiles.write(picture(), file, properties);

    assertThat(ImageFiles.readProperties(file)).isEqualTo(properties);
  }

  /** A profile that is kept describes the samples, and one that does not is left out. */
  @Test
  void matchThePixelsThatAreRead() {
    Path png = folder.resolve("a.png");
    Path tiff = folder.resolve("a.tif");
    Path jpeg = folder.resolve("a.jpg");
    ImageProperties linear = ImageProperties.none().withIccProfile(LINEAR);
    for (Path file : new Path[] {png, tiff, jpeg}) {
      ImageFiles.write(picture(), file, linear);
    }

    // 100 as an amount of light is 168 in sRGB.
    assertThat(ImageFiles.standard().readImage(png).sample8(4, 4, 0)).isBetween(167, 169);
    assertThat(ImageFiles.readProperties(png)).isEqualTo(ImageProperties.none());
    assertThat(ImageFiles.standard().readImage(tiff).sample8(4, 4, 0)).isBetween(167, 169);
    assertThat(ImageFiles.readProperties(tiff)).isEqualTo(ImageProperties.none());
    assertThat(ImageFiles.standard().readImage(jpeg).sample8(4, 4, 0)).isBetween(165, 171);
    assertThat(ImageFiles.readProperties(jpeg)).isEqualTo(ImageProperties.none());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.png", "a.tif", "a.jpg"})
  void leaveOutAProfileOfOtherPixels(String name) {
    Path file = folder.resolve(name);

    ImageFiles.write(picture(), file, ImageProperties.none().withIccProfile(GRAY));

    assertThat(ImageFiles.readProperties(file)).isEqualTo(ImageProperties.none());
    assertThat(ImageFiles.standard().readImage(file).sample8(4, 4, 0)).isBetween(98, 102);
  }

  @Test
  void keepAProfileOfGray() throws Exception {
    Path file = folder.resolve("gray.png");
    BufferedImage gray = new BufferedImage(3, 3, BufferedImage.TYPE_BYTE_GRAY);
    ImageProperties properties = ImageProperties.none().withIccProfile(GRAY);

    ImageFiles.write(gray, file, properties);

    assertThat(PropertiesReader.declared(ImageInput.of(file)).profile()).isEqualTo(GRAY);
  }

  @ParameterizedTest
  @CsvSource({
    "density-jfif-inch.jpg, 300, 150",
    "density-jfif-centimetre.jpg, 254, 254",
    "density-exif.jpg, 240, 120",
    "density-exif-turned.jpg, 120, 240",
    "density-turned.tif, 120, 240",
    "density-centimetre.tif, 254, 508",
    "density.png, 72, 144",
  })
  void areReadFromFilesOfOtherPrograms(String name, double horizontal, double vertical) {
    assertThat(ImageFiles.readProperties(Samples.path(name)).resolution())
        .contains(new Resolution(horizontal, vertical));
  }

  /** In three segments of a JPEG file and in one chunk of a PNG file. */
  @Test
  void areTheSameHoweverAFileHoldsThem() {
    ImageProperties pieces = ImageFiles.readProperties(Samples.path("profile-pieces.jpg"));
    ImageProperties whole = ImageFiles.readProperties(Samples.path("profile.png"));

    assertThat(pieces.iccProfile()).isPresent();
    assertThat(pieces.iccProfile().orElseThrow()).isEqualTo(whole.iccProfile().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rgb8.png",
        "baseline.jpg",
        "plain.tif",
        "rgb8.bmp",
        "palette.gif",
        "text.png",
        "empty.png",
        "bad-header.jpg",
        "density-ratio.jpg",
        "profile-damaged.png",
        "profile-bomb.png",
        "profile-piece-missing.jpg",
        "profile-other-length.png",
        "profile-cmyk.png",
      })
  void areEmptyWhereNothingUsableIsSaid(String name) {
    assertThat(ImageFiles.readProperties(Samples.path(name)).iccProfile()).isEmpty();
  }

  @Test
  void areOfFilesThatExist() {
    assertThatThrownBy(() -> ImageFiles.readProperties(folder.resolve("none.png")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("file " + folder.resolve("none.png") + " does not exist, wanted an image file");
    assertThatThrownBy(() -> ImageFiles.readProperties(folder))
        .isInstanceOf(InvalidInputException.class);
  }

  /** Seeded, so that a failure comes back. */
  @ParameterizedTest
  @ValueSource(strings = {"a.png", "a.tif", "a.jpg"})
  void raiseNothingForMutatedFiles(String name) throws Exception {
    Path file = folder.resolve(name);
    ImageFiles.write(
        picture(),
        file,
        ImageProperties.none().withIccProfile(SRGB).withResolution(Resolution.of(300)));
    byte[] original = Files.readAllBytes(file);
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      int length = random.nextInt(4) == 0 ? 1 + random.nextInt(original.length) : original.length;
      byte[] bytes = Arrays.copyOf(original, length);
      for (int change = 1 + random.nextInt(6); change > 0; change--) {
        // Mostly at the start, where the structure is.
        int reach = random.nextBoolean() ? Math.min(length, 300) : length;
        bytes[random.nextInt(reach)] = (byte) random.nextInt(256);
      }
      Files.write(file, bytes);

      assertThat(ImageFiles.readProperties(file)).as("seed %d", seed).isNotNull();
    }
  }

  private static BufferedImage picture() {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 256; i++) {
      image.setRGB(i % 16, i / 16, 0x646464);
    }
    return image;
  }

  private static IIOMetadata metadata(Path file) throws Exception {
    try (ImageInputStream stream = ImageIO.createImageInputStream(file.toFile())) {
      ImageReader reader = ImageIO.getImageReaders(stream).next();
      reader.setInput(stream);
      IIOImage image = reader.readAll(0, null);
      assertThat(image.getRenderedImage().getWidth()).isEqualTo(16);
      return image.getMetadata();
    }
  }

  private static boolean contains(byte[] bytes, byte[] part) {
    for (int at = 0; at + part.length <= bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
        return true;
      }
    }
    return false;
  }
}
