package dev.deepmatting.dl4j.internal.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.network.TrimapEncoding;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TensorCodecTest {
  private final TensorCodec codec = new TensorCodec(TrimapEncoding.UNIT);

  @Test
  void writesIntoABatchWhatItGivesForOneImage() {
    float[] levels = new float[64 * 32];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = i / 65535f;
    }
    AlphaMatte matte = AlphaMatte.of(64, 32, levels);
    GuideMatte guide = new GuideMatte(64, 32);
    for (int y = 0; y < 32; y++) {
      guide.writeRow(y, Arrays.copyOfRange(levels, y * 64, y * 64 + 64));
    }
    FloatTensor alone =
        codec.encode(
            Generated.image(64, 32), Generated.trimap(64, 32), List.of(guide), Tile.whole(64, 32));
    float[] batch = new float[5 + alone.values().length + 5];
    Arrays.fill(batch, Float.NaN);
    codec.encode(Generated.image(64, 32), Generated.trimap(64, 32), List.of(matte), batch, 5);
    assertThat(Arrays.copyOfRange(batch, 5, batch.length - 5)).isEqualTo(alone.values());
    assertThat(batch[4]).isNaN();
    assertThat(batch[batch.length - 5]).isNaN();
  }

  @Test
  void padsNothingInABatch() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () ->
                codec.encode(
                    Generated.image(33, 64),
                    Generated.trimap(33, 64),
                    List.of(),
                    new float[20000],
                    0))
        .withMessageContaining("wanted sides that are multiples of 32");
  }
}
