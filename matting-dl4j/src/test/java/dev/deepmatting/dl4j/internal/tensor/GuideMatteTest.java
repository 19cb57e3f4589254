package dev.deepmatting.dl4j.internal.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.Variant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuideMatteTest {
  private static final float[][] ROWS = {
    {0, 0, 0, 0, 0},
    {1, 1, 1, 1, 1},
    {0, 0.25f, 0.5f, 1, 1},
    {0.1f, 0, 0, 0, 0.9f},
    {1, 0, 0, 0, 0},
    {0.3f, 0.4f, 0.5f, 0.6f, 0.7f}
  };

  private static GuideMatte matte() {
    GuideMatte matte = new GuideMatte(5, ROWS.length);
    for (int y = 0; y < ROWS.length; y++) {
      matte.writeRow(y, ROWS[y]);
    }
    return matte;
  }

  @Test
  void repeatsItsRowsWithSixteenBits() {
    GuideMatte matte = matte();
    float[] row = new float[5];
    for (int y = 0; y < ROWS.length; y++) {
      matte.readRow(y, row);
      assertThat(row).containsExactly(ROWS[y], within(0.51f / 65535));
    }
  }

  @Test
  void whatIsTheSameAtTheEndsOfARowTakesNoRoom() {
    assertThat(matte().bytes())
        .isLessThan(GuideMatte.mostBytes(5, ROWS.length))
        .isEqualTo(6 * 32 + 2 * (1 + 1 + 4 + 5 + 2 + 5));
  }

  @Test
  void eachIsAChannelOfTheInputPaddedAsThePicture() {
    NetworkConfig config =
        NetworkConfig.builder(Variant.VGG16_BN).guides(List.of("graph", "knn")).build();
    Trimap trimap = Generated.trimap(40, 5);
    List<GuideMatte> guides = Generated.guides(config, trimap);
    Tile tile = new Tile(32, 0, 32, 32);
    FloatTensor input =
        new TensorCodec(config.trimapEncoding())
            .encode(Generated.image(40, 5), trimap, guides, tile);
    assertThat(input.shape()).containsExactly(1, 6, 32, 32);
    float[] row = new float[40];
    guides.get(1).readRow(3, row);
    // Column 41 mirrors 37, row 5 mirrors row 3.
    assertThat(input.values()[(5 * 32 + 5) * 32 + 9]).isEqualTo(2 * row[37] - 1);
  }
}
