package dev.deepmatting.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages, read back by Google's own library. */
class ProtobufMessageTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 127, 128, 16383, 16384, Long.MAX_VALUE, -1, Long.MIN_VALUE})
  void wholeNumbersAreVarints(long value) throws InvalidProtocolBufferException {
    ProtobufMessage message = new ProtobufMessage().number(1, value);

    assertThat(read(message).getField(1).getVarintList()).containsExactly(value);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 2047, 2048, 536870911})
  void fieldsMayHaveAnyNumber(int field) throws InvalidProtocolBufferException {
    ProtobufMessage message = new ProtobufMessage().number(field, 3);

    assertThat(read(message).getField(field).getVarintList()).containsExactly(3L);
  }

  @Test
  void realNumbersKeepTheirBits() throws InvalidProtocolBufferException {
    ProtobufMessage message = new ProtobufMessage().number(1, -0.1f).number(2, -0.1);

    UnknownFieldSet fields = read(message);
    assertThat(fields.getField(1).getFixed32List()).containsExactly(Float.floatToRawIntBits(-0.1f));
    assertThat(fields.getField(2).getFixed64List())
        .containsExactly(Double.doubleToRawLongBits(-0.1));
  }

  @Test
  void textsAndBytesAndMessagesStandBehindTheirLength() throws InvalidProtocolBufferException {
    byte[] content = new byte[300];
    content[299] = 7;
    ProtobufMessage inner = new ProtobufMessage().text(1, "ä").text(1, "");
    ProtobufMessage message = new ProtobufMessage().message(3, inner).content(4, content);

    UnknownFieldSet fields = read(message);
    UnknownFieldSet read =
        UnknownFieldSet.parseFrom(fields.getField(3).getLengthDelimitedList().get(0));
    assertThat(read.getField(1).getLengthDelimitedList())
        .extracting(bytes -> bytes.toStringUtf8())
        .containsExactly("ä", "");
    assertThat(fields.getField(4).getLengthDelimitedList().get(0).toByteArray()).isEqualTo(content);
  }

  @Test
  void aHeadAnnouncesWhatFollows() throws InvalidProtocolBufferException {
    ProtobufMessage inner = new ProtobufMessage().number(1, 5).number(2, 1.5f);
    ProtobufMessage announced = new ProtobufMessage().head(9, inner.length()).append(inner);

    assertThat(announced.toBytes()).isEqualTo(new ProtobufMessage().message(9, inner).toBytes());
    assertThat(announced.length()).isEqualTo(announced.toBytes().length);
  }

  private static UnknownFieldSet read(ProtobufMessage message)
      throws InvalidProtocolBufferException {
    return UnknownFieldSet.parseFrom(message.toBytes());
  }
}
