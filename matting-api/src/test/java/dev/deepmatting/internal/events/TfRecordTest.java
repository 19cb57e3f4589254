package dev.deepmatting.internal.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TfRecordTest {
  private static final byte[] RECORD = "123456789".getBytes(StandardCharsets.US_ASCII);

  @Test
  void theOracleKnowsTheCheckValueOfTheChecksum() {
    assertThat(BitwiseChecksum.of(RECORD)).isEqualTo(0xe3069283);
  }

  @Test
  void framesARecordByItsLengthAndTwoMaskedChecksums() {
    byte[] frame = TfRecord.frame(RECORD);

    ByteBuffer fields = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(frame).hasSize(8 + 4 + 9 + 4);
    assertThat(fields.getLong(0)).isEqualTo(9);
    assertThat(fields.getInt(8)).isEqualTo(BitwiseChecksum.masked(Arrays.copyOf(frame, 8)));
    assertThat(Arrays.copyOfRange(frame, 12, 21)).isEqualTo(RECORD);
    assertThat(fields.getInt(21)).isEqualTo(BitwiseChecksum.masked(RECORD));
  }

  @Test
  void framesARecordWithoutContent() {
    byte[] frame = TfRecord.frame(new byte[0]);

    assertThat(frame).hasSize(16);
    assertThat(ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).getInt(12))
        .isEqualTo(BitwiseChecksum.masked(new byte[0]));
  }
}
