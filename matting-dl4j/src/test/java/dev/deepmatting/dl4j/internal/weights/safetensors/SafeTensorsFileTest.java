package dev.deepmatting.dl4j.internal.weights.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deepmatting.dl4j.fixture.Golden;
import dev.deepmatting.dl4j.internal.weights.DataType;
import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTensorsFileTest {
  private static final String ONE = "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}";

  @TempDir Path folder;

  @Test
  void readsWhatTheWriterWroteBitForBit() throws IOException {
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    tensors.put("first", new FloatTensor(new float[] {1, -0f, Float.MIN_VALUE, 3.5f}, 2, 2));
    tensors.put("empty", new FloatTensor(new float[0], 0, 3));
    tensors.put("scalar", new FloatTensor(new float[] {7}));
    Path file = folder.resolve("t.safetensors");
    SafeTensorsWriter.write(file, Map.of("say", "\"ä\""), tensors, DataType.F32);
    try (SafeTensorsFile read = open(file)) {
      assertThat(read.metadata()).containsExactly(Map.entry("say", "\"ä\""));
      Golden.readAll(read)
          .forEach(
              (name, tensor) -> {
                assertThat(tensor.values()).isEqualTo(tensors.get(name).values());
                assertThat(tensor.shape()).isEqualTo(tensors.get(name).shape());
              });
      assertThat(Golden.readAll(read)).hasSize(3);
    }
    assertThat(folder).isDirectoryContaining("glob:**/t.safetensors");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void leavesNothingBehindWhereItCannotWrite() throws IOException {
    Path file = folder.resolve("gone").resolve("t.safetensors");
    assertThatThrownBy(() -> SafeTensorsWriter.write(file, Map.of(), Map.of(), DataType.F32))
        .isInstanceOf(IOException.class);
    assertThat(folder.toFile().list()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{'a':;damaged header",
        "[];not a JSON object",
        "{'a':1};tensor a has dtype",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'a':{}};damaged header",
        "{'a':{'dtype':'F31','shape':[2],'data_offsets':[0,8]}};dtype \"F31\"",
        "{'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}};shape [-2]",
        "{'a':{'dtype':'F32','shape':[2.5],'data_offsets':[0,8]}};shape [2.5]",
        "{'a':{'dtype':'F32','shape':2,'data_offsets':[0,8]}};no list where one belongs",
        "{'a':{'dtype':'F32','shape':[65536,65536,65536],'data_offsets':[0,8]}};more than 2 GiB",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}};wanted 8 bytes",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}};wanted 8 bytes",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0]}};wanted 8 bytes",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}};of the file, wanted",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[9223372036854775799,9223372036854775807]}}"
            + ";data_offsets [9223372036854775799",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}};its header declares",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
            + "'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}};of the file, wanted",
        "{'a':{'dtype':'F32','shape':[4],'data_offsets':[0,16]}};its header declares",
        "{'__metadata__':{'x':1},'a':{}};metadata x that is not text",
        "{'__metadata__':[1]};metadata that are not a JSON object",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0.2,8.1]}};wanted 8 bytes",
        "{'\\u001b[31m':{'dtype':'F31','shape':[2],'data_offsets':[0,8]}};tensor ?[31m has dtype",
        "{'a':[[[[[[[[[[1]]]]]]]]]]};damaged header",
        "{} {};damaged header"
      })
  void refusesAHeaderThatTheFileDoesNotBearOut(String header, String message) {
    byte[] content = content(header, 8);
    assertThatThrownBy(() -> open(content))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("model x")
        .hasMessageContaining(message);
  }

  @Test
  void refusesLengthsThatAreNoLengths() {
    assertThatThrownBy(() -> open(new byte[5]))
        .hasMessage("model x is not a safetensors file: it has 5 bytes, wanted at least 8");
    byte[] content = content(ONE, 8);
    ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putLong(0, -1);
    assertThatThrownBy(() -> open(content))
        .hasMessage(
            "model x is not a safetensors file: it declares a header of 18446744073709551615"
                + " bytes, wanted 2 to "
                + (content.length - 8)
                + " in a file of "
                + content.length);
  }

  @Test
  void neverFailsOtherwiseThanWithItsOwnErrorOnDamagedBytes() {
    byte[] sound = content(ONE, 8);
    Random random = new Random(20);
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = Arrays.copyOf(sound, random.nextInt(sound.length + 4));
      for (int i = random.nextInt(4); i >= 0 && damaged.length > 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try (SafeTensorsFile file = open(damaged)) {
        assertThat(Golden.readAll(file)).hasSameSizeAs(file.tensors());
      } catch (ModelFormatException e) {
        assertThat(e).hasMessageStartingWith("model x");
      }
    }
  }

  @Test
  void refusesAFileCutShort() throws IOException {
    Path file = folder.resolve("short.safetensors");
    Files.write(file, Arrays.copyOf(content(ONE, 8), 60));
    assertThatThrownBy(() -> open(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("model " + file);
  }

  @Test
  void readsHalvesAndOtherNumberTypesAsFloats() {
    byte[] content =
        content(
            "{'h':{'dtype':'F16','shape':[4],'data_offsets':[0,8]},"
                + "'b':{'dtype':'BF16','shape':[2],'data_offsets':[8,12]},"
                + "'d':{'dtype':'F64','shape':[1],'data_offsets':[12,20]},"
                + "'n':{'dtype':'I64','shape':[1],'data_offsets':[20,28]}}",
            28);
    ByteBuffer data =
        ByteBuffer.wrap(content, content.length - 28, 28).order(ByteOrder.LITTLE_ENDIAN);
    data.putShort((short) 0x3c00)
        .putShort((short) 0xc000)
        .putShort((short) 1)
        .putShort((short) 0x7c00);
    data.putShort((short) 0x3fc0).putShort((short) 0xbf80);
    data.putDouble(0.1).putLong(-3);
    try (SafeTensorsFile file = open(content)) {
      assertThat(file.read("h").values())
          .containsExactly(1f, -2f, 0x1p-24f, Float.POSITIVE_INFINITY);
      assertThat(file.read("b").values()).containsExactly(1.5f, -1f);
      assertThat(file.read("d").values()).containsExactly(0.1f);
      assertThat(file.read("n").values()).containsExactly(-3f);
    }
  }

  private static SafeTensorsFile open(byte[] content) {
    return new SafeTensorsFile(FileBytes.of("model x", content));
  }

  private static SafeTensorsFile open(Path file) {
    return new SafeTensorsFile(FileBytes.open(file));
  }

  private static byte[] content(String header, int dataLength) {
    byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + dataLength)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }
}
