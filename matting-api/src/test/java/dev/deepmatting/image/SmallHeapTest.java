package dev.deepmatting.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.error.InvalidInputException;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
    Path output = folder.resolve("output.txt");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            heap,
            "-XX:+UseSerialGC",
            "-Djava.awt.headless=true",
            "-cp",
            origin(ImageFiles.class) + File.pathSeparator + origin(Reader.class),
            Reader.class.getName(),
            file.toString());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS").forEach(builder.environment()::remove);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(output, StandardCharsets.UTF_8).strip();
  }

  /** From the class file: patched into a module, test classes have the module's code source. */
  private static String origin(Class<?> type) throws Exception {
    Path file =
        Path.of(type.getResource(type.getName().replaceAll(".*\\.", "") + ".class").toURI());
    for (String ignored : type.getName().split("\\.")) {
      file = file.getParent();
    }
    return file.toString();
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
