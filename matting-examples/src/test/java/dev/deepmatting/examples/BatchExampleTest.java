package dev.deepmatting.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deepmatting.Matting;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchExampleTest {
  @TempDir Path root;

  @Test
  void predictsEachImageOnceAndAsAPredictionOfItsOwnWould() throws IOException {
    Path trimap = picture("b-trimap.png", BufferedImage.TYPE_BYTE_GRAY, 128);
    Path image = picture("b.png", BufferedImage.TYPE_INT_RGB, 90);
    picture("a-trimap.png", BufferedImage.TYPE_BYTE_GRAY, 128);
    picture("a.png", BufferedImage.TYPE_INT_RGB, 30);
    Path out = root.resolve("out");
    String[] args = {root.toString(), root.toString(), out.toString()};

    BatchExample.main(args);
    Path result = out.resolve("b-alpha.png");
    FileTime first = Files.getLastModifiedTime(result);
    BatchExample.main(args);

    assertThat(out.resolve("a-cutout.png")).isRegularFile();
    assertThat(out.resolve("a-composite.png")).isRegularFile();
    assertThat(Files.getLastModifiedTime(result)).isEqualTo(first);
    try (Matting matting = Matting.load("builtin:graph")) {
      AlphaMatte alone = matting.predict(image, trimap);
      alone.writePng(root.resolve("alone.png"));
    }
    ImageFiles files = ImageFiles.standard();
    assertThat(files.readAlpha(result)).isEqualTo(files.readAlpha(root.resolve("alone.png")));
  }

  /** White on the left and black on the right of a gray middle, and older than its results. */
  private Path picture(String name, int type, int gray) throws IOException {
    BufferedImage picture = new BufferedImage(32, 32, type);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 10, 32);
    graphics.dispose();
    for (int i = 0; i < 12 * 32; i++) {
      picture.getRaster().setSample(10 + i % 12, i / 12, 0, gray);
    }
    Path file = root.resolve(name);
    ImageFiles.writePng(picture, file);
    return Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
  }
}
