package dev.deepmatting.dl4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.deepmatting.dl4j.fixture.Generated;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.network.TrimapEncoding;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TensorCodecTest {
  private final TensorCodec codec = new TensorCodec(TrimapEncoding.UNIT);

  @Test
  void writesIntoABatchWhatItGivesForOneImage() {
    FloatTensor alone = codec.encode(Generated.image(64, 32), Generated.trimap(64, 32));
    float[] batch = new float[5 + alone.values().length + 5];
    Arrays.fill(batch, Float.NaN);
    codec.encode(Generated.image(64, 32), Generated.trimap(64, 32), batch, 5);
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
                    Generated.image(33, 64), Generated.trimap(33, 64), new float[20000], 0))
        .withMessageContaining("wanted sides that are multiples of 32");
  }
}
