package dev.deepmatting.dl4j.internal.weights.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksumTest {
  /** Values that the author of the hash gives with his code. */
  @ParameterizedTest
  @CsvSource({"'', deadbeef", "Four score and seven years ago, 17770551"})
  void givesTheHashThatItsAuthorPublished(String text, String hash) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    assertThat(Hdf5Bytes.Checksum.of(ByteBuffer.wrap(bytes), bytes.length))
        .isEqualTo(Integer.parseUnsignedInt(hash, 16));
  }
}
