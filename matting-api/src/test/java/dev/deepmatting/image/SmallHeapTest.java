package dev.deepmatting.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.error.InvalidInputException;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads large pictures in a JVM of its own, whose heap is small. */
class SmallHeapTest {
  @TempDir private Path folder;

  @Test
  void saysThatTheConversionNeedsMoreThanTheHeap() throws Exception {
    Path file = write(5500, 5500);

    // 29 MiB are decoded; as red, green and blue they are 87 MiB.
    assertThat(readIn("-Xmx64m", file))
        .startsWith("file " + file + " cannot be decoded, wanted more than the Java heap of ")
        .endsWith(" MiB");
  }

  @Test
  void convertsALongRowInPieces() throws Exception {
    // As whole rows of four ints per pixel it would take 46 MiB at once.
    assertThat(readIn("-Xmx48m", write(3_000_000, 1))).isEqualTo("3000000x1");
  }

  private Path write(int width, int height) throws Exception {
    Path file = folder.resolve("large.png");
    ImageIO.write(
        new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY), "png", file.toFile());
    return file;
  }

  private String readIn(String heap, Path file) throws Exception {
    return SmallHeap.run(heap, Reader.class, folder, file);
  }

  /** The program of that JVM. */
  static final class Reader {
    private Reader() {}

    public static void main(String[] args) {
      try {
        RgbImage image = ImageFiles.standard().readImage(Path.of(args[0]));
        System.out.println(image.width() + "x" + image.height());
      } catch (InvalidInputException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
