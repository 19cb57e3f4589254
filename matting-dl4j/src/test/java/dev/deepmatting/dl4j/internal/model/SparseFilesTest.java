package dev.deepmatting.dl4j.internal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.network.ModelDescription;
import dev.deepmatting.network.WeightSource;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Files of hundreds of gigabytes that take a few kilobytes on disk: any length can be declared. */
@EnabledOnOs(OS.LINUX)
class SparseFilesTest {
  private static final long LENGTH = 800L << 30;

  @TempDir private Path folder;

  private WeightSource file(ByteBuffer start, long length) throws IOException {
    Path path = folder.resolve("a");
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.write(start.array());
      file.setLength(length);
    }
    return WeightSource.file(path);
  }

  @Test
  void zerosAreOfNoKnownFormat() throws IOException {
    WeightSource source = file(ByteBuffer.allocate(0), LENGTH);

    assertThatThrownBy(() -> ModelInspector.inspect(source))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("is of no known format: it has " + LENGTH + " bytes");
  }

  /** 400 tensors of 2 GB each are described, but not read. */
  @Test
  void manyTensorsAreDescribedWithoutAChecksum() throws IOException {
    int tensor = Integer.MAX_VALUE / 8 * 4;
    StringBuilder json = new StringBuilder("{");
    for (long i = 0; i < 400; i++) {
      json.append(i == 0 ? "" : ",")
          .append("\"t%d\":{\"dtype\":\"F32\",\"shape\":[%d]".formatted(i, tensor / 4))
          .append(",\"data_offsets\":[%d,%d]}".formatted(i * tensor, (i + 1) * tensor));
    }
    byte[] header = json.append('}').toString().getBytes(StandardCharsets.US_ASCII);
    ByteBuffer start = ByteBuffer.allocate(8 + header.length).order(ByteOrder.LITTLE_ENDIAN);
    start.putLong(header.length).put(header);
    ModelDescription description =
        ModelInspector.inspect(file(start, start.limit() + 400L * tensor));

    assertThat(description.tensors()).hasSize(400);
    assertThat(description.sha256()).isEmpty();
  }

  /** An object header of 1.9 GB would be read into memory. */
  @Test
  void structuresAreShorterThanAnyFile() throws IOException {
    ByteBuffer start = ByteBuffer.allocate(112).order(ByteOrder.LITTLE_ENDIAN);
    start.put(HexFormat.of().parseHex("894844460d0a1a0a")).put(13, (byte) 8).put(14, (byte) 8);
    start.putShort(16, (short) 4).putShort(18, (short) 16);
    start.putLong(32, -1).putLong(40, LENGTH).putLong(48, -1).putLong(64, 96);
    start.put(96, (byte) 1).putShort(98, (short) 1).putInt(100, 1).putInt(104, 1_900_000_000);
    WeightSource source = file(start, LENGTH);

    assertThatThrownBy(() -> TensorFiles.open(source))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(
            "the object header brings the file's structure to 1900000112 bytes, wanted at most"
                + " 33554432");
  }
}
