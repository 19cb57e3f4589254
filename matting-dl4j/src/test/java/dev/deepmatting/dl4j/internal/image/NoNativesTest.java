package dev.deepmatting.dl4j.internal.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.error.EngineException;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.image.ImageFiles;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** WebP in a JVM that can unpack no native library. */
@Timeout(60)
class NoNativesTest {
  @TempDir private Path folder;

  @Test
  void neitherReadingNorWritingBlamesTheFile() throws Exception {
    Path noFolder = Files.createFile(folder.resolve("file"));
    Path picture = Path.of(NoNativesTest.class.getResource("lossless.webp").toURI());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-Dorg.bytedeco.javacpp.cachedir=" + noFolder,
                "-cp",
                System.getProperty("java.class.path"),
                ReadAndWrite.class.getName(),
                picture.toString(),
                folder.resolve("new.webp").toString())
            .redirectErrorStream(true)
            .start();
    List<String> lines = process.inputReader().lines().toList();

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    String reason =
        EngineException.class.getName()
            + ": OpenCV does not load here: org.bytedeco.javacpp.cachedir is '"
            + noFolder
            + "', wanted a folder that can be written";
    assertThat(lines).hasSize(2).allMatch(line -> line.startsWith(reason));
    assertThat(folder.resolve("new.webp")).doesNotExist();
  }

  /** Prints the errors of both, a line each. */
  static final class ReadAndWrite {
    private ReadAndWrite() {}

    public static void main(String[] args) {
      tell(() -> ImageFiles.standard().readImage(Path.of(args[0])));
      BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
      tell(() -> ImageFiles.write(image, Path.of(args[1])));
    }

    private static void tell(Runnable action) {
      try {
        action.run();
      } catch (MattingException e) {
        System.out.println(e);
      }
    }
  }
}
