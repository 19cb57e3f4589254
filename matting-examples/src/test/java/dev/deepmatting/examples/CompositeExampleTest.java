package dev.deepmatting.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompositeExampleTest {
  private static final int MIDDLE = ScreenPicture.SIZE / 2;

  @TempDir Path root;

  @Test
  void laysTheObjectOnAColourAnImageAndNothing() throws IOException {
    Path image = ScreenPicture.image(root.resolve("image.png"));
    Path alpha = ScreenPicture.alpha(root.resolve("alpha.png"));
    Path background = ScreenPicture.plain(root.resolve("b.png"), 30, 20, Color.YELLOW);
    Path out = root.resolve("out");

    CompositeExample.main(
        new String[] {image.toString(), alpha.toString(), background.toString(), out.toString()});

    BufferedImage blue = ImageIO.read(out.resolve("on-blue.jpg").toFile());
    assertThat(blue.getRGB(2, 2) & 0xff).isGreaterThan(240);
    assertThat(blue.getRGB(MIDDLE, MIDDLE) >> 16 & 0xff).isBetween(180, 205);
    BufferedImage onImage = ImageIO.read(out.resolve("on-image.png").toFile());
    assertThat(onImage.getRGB(2, 2)).isEqualTo(Color.YELLOW.getRGB());
    assertThat(onImage.getRGB(MIDDLE, MIDDLE + 20)).isEqualTo(ScreenPicture.OBJECT.getRGB());
    BufferedImage sticker = ImageIO.read(out.resolve("sticker.png").toFile());
    assertThat(sticker.getWidth()).isBetween(64, 76);
    assertThat(sticker.getRGB(0, 0) >>> 24).isZero();
  }
}
