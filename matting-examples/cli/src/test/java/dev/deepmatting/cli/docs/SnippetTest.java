package dev.deepmatting.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java code of the documentation compiles, and the README's main example does what it says. */
class SnippetTest {
  private static final Path SAMPLES = Path.of("../samples");
  private static final int SIDE = 256;

  @TempDir Path folder;

  static Stream<MarkdownPage> pages() throws IOException {
    return MarkdownPage.all().stream().filter(page -> !page.blocks("java").isEmpty());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void compiles(MarkdownPage page) throws IOException {
    for (String code : page.blocks("java")) {
      assertThat(JavaSnippet.of(code).compile(folder)).as(page + ":\n" + code).isEmpty();
    }
  }

  @Test
  void theMainExampleOfTheReadmeCutsOut() throws IOException, InterruptedException {
    crop("dandelion.jpg", "jpg", "photo.jpg");
    crop("dandelion-trimap.png", "png", "trimap.png");
    JavaSnippet snippet = JavaSnippet.of(MarkdownPage.readme().blocks("java").get(0));
    assertThat(snippet.compile(folder)).isEmpty();

    Path log = folder.resolve("log.txt");
    int exitCode =
        new ProcessBuilder(java(), "-Djava.awt.headless=true", "-cp", classPath(), "CutOutPhoto")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();

    assertThat(exitCode).as(Files.readString(log)).isZero();
    assertThat(read("alpha.png").getRaster().getNumBands()).isEqualTo(1);
    assertThat(List.of(read("alpha.png"), read("cutout.png")))
        .allSatisfy(
            image -> assertThat(List.of(image.getWidth(), image.getHeight())).containsOnly(SIDE));
    assertThat(read("cutout.png").getColorModel().hasAlpha()).isTrue();
  }

  /** Cuts the middle of the lower border out of a sample, where its trimap knows all kinds. */
  private void crop(String sample, String format, String name) throws IOException {
    BufferedImage image = ImageIO.read(SAMPLES.resolve(sample).toFile());
    int left = image.getWidth() / 2 - SIDE / 2;
    BufferedImage middle = image.getSubimage(left, image.getHeight() - SIDE, SIDE, SIDE);
    assertThat(ImageIO.write(middle, format, folder.resolve(name).toFile())).isTrue();
  }

  private BufferedImage read(String name) throws IOException {
    return ImageIO.read(folder.resolve(name).toFile());
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private String classPath() {
    return folder + System.getProperty("path.separator") + System.getProperty("java.class.path");
  }
}
