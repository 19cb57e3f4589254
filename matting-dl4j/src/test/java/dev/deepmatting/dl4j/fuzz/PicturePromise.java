package dev.deepmatting.dl4j.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.ImageRowFile;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapRowFile;
import dev.deepmatting.image.TrimapThresholds;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What reading a picture promises for any bytes: a picture within the limit, the same by rows and
 * whole, or an {@link InvalidInputException} that names the file; never the heap's end.
 */
final class PicturePromise {
  private static final int MOST_PIXELS = 1 << 14;
  private static final int LONGEST_MESSAGE = 5000;

  /** Inputs that begin below are pixels, see {@link PixelText}; no picture file does. */
  private static final int PIXELS_BELOW = 32;

  private static final ImageFiles FILES = ImageFiles.standard().withMaxPixels(MOST_PIXELS);
  private static final Path FILE = file("picture");
  private static final Path WRITTEN = file("written.png");

  private PicturePromise() {}

  /** Reads a file as a photograph. */
  static void photograph(byte[] content) {
    write(content);
    ImageFiles.readProperties(FILE);
    try {
      RgbImage image = FILES.readImage(FILE);
      requireSize(image.width(), image.height());
      try (ImageRowFile rows = FILES.openImage(FILE)) {
        float[] row = new float[3 * image.width()];
        float[] whole = new float[row.length];
        for (int y = 0; y < image.height(); y++) {
          rows.readRow(y, row);
          image.readRow(y, whole);
          assertThat(row).isEqualTo(whole);
        }
      }
    } catch (InvalidInputException e) {
      requireNamed(e);
    }
  }

  /** Takes any picture, a file or pixels in memory, for a trimap and for a matte. */
  static void values(byte[] content) {
    if (content.length > 0 && content[0] >= 0 && content[0] < PIXELS_BELOW) {
      pixels(content);
      return;
    }
    write(content);
    try {
      Trimap trimap = FILES.readTrimap(FILE, TrimapThresholds.standard());
      requireTrimap(trimap);
      try (TrimapRowFile rows = FILES.openTrimap(FILE, TrimapThresholds.standard())) {
        byte[] row = new byte[trimap.width()];
        byte[] whole = new byte[row.length];
        for (int y = 0; y < trimap.height(); y++) {
          rows.readRow(y, row);
          trimap.readRow(y, whole);
          assertThat(row).isEqualTo(whole);
        }
      }
    } catch (InvalidInputException e) {
      requireNamed(e);
    }
    try {
      requireMatte(FILES.readAlpha(FILE));
    } catch (InvalidInputException e) {
      requireNamed(e);
    }
  }

  private static void pixels(byte[] content) {
    BufferedImage image = PixelText.image(content);
    requireTrimap(Trimap.of(image));
    try {
      AlphaMatte matte = AlphaMatte.of(image);
      requireMatte(matte);
      ImageFiles.writePng(image, WRITTEN);
      assertThat(FILES.readAlpha(WRITTEN)).isEqualTo(matte);
    } catch (InvalidInputException e) {
      assertThat(e.getMessage()).contains("wanted");
    }
  }

  private static void requireTrimap(Trimap trimap) {
    requireSize(trimap.width(), trimap.height());
    assertThat(trimap.unknownCount() + trimap.foregroundCount() + trimap.backgroundCount())
        .isEqualTo((long) trimap.width() * trimap.height());
  }

  private static void requireMatte(AlphaMatte matte) {
    requireSize(matte.width(), matte.height());
    for (float alpha : matte.toFloatArray()) {
      if (!(alpha >= 0 && alpha <= 1)) {
        throw new AssertionError("alpha " + alpha);
      }
    }
  }

  private static void requireSize(int width, int height) {
    assertThat(width).isPositive();
    assertThat(height).isPositive();
    assertThat((long) width * height).isLessThanOrEqualTo(MOST_PIXELS);
  }

  private static void requireNamed(InvalidInputException e) {
    String message = e.getMessage();
    if (!message.startsWith("file " + FILE)
        || message.length() > LONGEST_MESSAGE
        || message.contains("wanted more than the Java heap")) {
      throw new AssertionError("a message that was not to come: " + message, e);
    }
  }

  private static void write(byte[] content) {
    try {
      Files.write(FILE, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(String name) {
    try {
      Path folder = Files.createTempDirectory("fuzz");
      folder.toFile().deleteOnExit();
      Path file = folder.resolve(name);
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
