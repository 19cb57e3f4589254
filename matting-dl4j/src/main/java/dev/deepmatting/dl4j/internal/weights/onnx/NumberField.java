package dev.deepmatting.dl4j.internal.weights.onnx;

import dev.deepmatting.dl4j.internal.weights.DataType;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The fields of a TensorProto with numbers, other than its raw bytes. */
enum NumberField {
  FLOATS(4, "float_data", WireMessage.FOUR_BYTES, DataType.F32),
  /** Halves are stored as integers with the same 16 bits. */
  INTEGERS(
      5,
      "int32_data",
      WireMessage.NUMBER,
      DataType.I32,
      DataType.I16,
      DataType.I8,
      DataType.U8,
      DataType.BOOL,
      DataType.F16,
      DataType.BF16),
  LONGS(7, "int64_data", WireMessage.NUMBER, DataType.I64),
  DOUBLES(10, "double_data", WireMessage.EIGHT_BYTES, DataType.F64);

  private final int number;
  private final String title;
  private final int wireType;
  private final Set<DataType> types;

  NumberField(int number, String title, int wireType, DataType... types) {
    this.number = number;
    this.title = title;
    this.wireType = wireType;
    this.types = Set.of(types);
  }

  static Optional<NumberField> of(int number) {
    return Arrays.stream(values()).filter(field -> field.is(number)).findFirst();
  }

  boolean is(int fieldNumber) {
    return number == fieldNumber;
  }

  String title() {
    return title;
  }

  boolean holds(DataType type) {
    return types.contains(type);
  }

  /** Returns how many numbers one occurrence of the field has. */
  long count(WireMessage message) {
    if (wireType == WireMessage.NUMBER) {
      long[] count = new long[1];
      message.numbers(value -> count[0]++);
      return count[0];
    }
    int bytesEach = wireType == WireMessage.FOUR_BYTES ? Float.BYTES : Double.BYTES;
    message.requireFixed(wireType, bytesEach);
    return message.length() / bytesEach;
  }

  /**
   * Appends the numbers of one occurrence of the field.
   *
   * @throws IllegalArgumentException if one is beyond the type; the message names it
   * @throws BufferOverflowException if the target is too small
   */
  void read(WireMessage message, DataType type, ByteBuffer target) {
    if (wireType == WireMessage.NUMBER) {
      message.numbers(value -> put(value, type, target));
      return;
    }
    if (message.length() > target.remaining()) {
      throw new BufferOverflowException();
    }
    int length = (int) message.length();
    message.copy(target.slice(target.position(), length));
    target.position(target.position() + length);
  }

  private static void put(long value, DataType type, ByteBuffer target) {
    switch (type) {
      case I64 -> target.putLong(value);
      case I32 -> target.putInt((int) value);
      case I16 -> target.putShort((short) inRange(value, Short.MIN_VALUE, Short.MAX_VALUE));
      case F16, BF16 -> target.putShort((short) inRange(value, 0, 0xffff));
      case I8 -> target.put((byte) inRange(value, Byte.MIN_VALUE, Byte.MAX_VALUE));
      case U8 -> target.put((byte) inRange(value, 0, 0xff));
      case BOOL -> target.put((byte) inRange(value, 0, 1));
      default -> throw new IllegalArgumentException("no integers for " + type);
    }
  }

  private static long inRange(long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(value + ", wanted " + least + " to " + most);
    }
    return value;
  }
}
