package dev.deepmatting.internal.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import org.junit.jupiter.api.Test;

class RasterTest {
  @Test
  void startsWithZeros() {
    Raster raster = new Raster(4, 3, 2);

    assertThat(raster.values()).hasSize(24).containsOnly(0f);
    assertThat(raster.values()).isSameAs(raster.values());
    assertThat(raster).hasToString("Raster[4x3x2]");
    assertThat(raster.width()).isEqualTo(4);
    assertThat(raster.height()).isEqualTo(3);
    assertThat(raster.channels()).isEqualTo(2);
  }

  @Test
  void roundsToEightBits() {
    Raster colours = filled(2, 1, 3, -0.1f, 1.5f, 0.5f, 1.4f / 255, 1.5f / 255, Float.NaN);
    Raster alpha = filled(2, 2, 1, 0.5f, -3f, 7f, 0.6f / 255);

    assertThat(colours.toRgbImage())
        .isEqualTo(RgbImage.of8(2, 1, new byte[] {0, (byte) 255, (byte) 128, 1, 2, 0}));
    assertThat(alpha.toAlphaMatte())
        .isEqualTo(AlphaMatte.of(2, 2, new float[] {128 / 255f, 0, 1, 1 / 255f}));
  }

  @Test
  void keepsEightBitsThroughFloats() {
    Raster raster = new Raster(256, 1, 3);
    for (int i = 0; i < 768; i++) {
      raster.values()[i] = (i / 3) / 255f;
    }

    RgbImage image = raster.toRgbImage();

    for (int x = 0; x < 256; x++) {
      assertThat(image.sample8(x, 0, 1)).isEqualTo(x);
    }
  }

  @Test
  void refusesWrongSizesAndChannels() {
    assertThatThrownBy(() -> new Raster(0, 1, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("width is 0, wanted at least 1");
    assertThatThrownBy(() -> new Raster(1, 1, 0)).hasMessage("channels is 0, wanted at least 1");
    assertThatThrownBy(() -> new Raster(50000, 50000, 3))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("raster is 50000x50000x3, wanted at most 2147483639 samples");
    assertThatThrownBy(() -> new Raster(1, 1, 1).toRgbImage())
        .hasMessage("channels is 1, wanted 3");
    assertThatThrownBy(() -> new Raster(1, 1, 3).toAlphaMatte())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("channels is 3, wanted 1");
  }

  private static Raster filled(int width, int height, int channels, float... values) {
    Raster raster = new Raster(width, height, channels);
    System.arraycopy(values, 0, raster.values(), 0, values.length);
    return raster;
  }
}
