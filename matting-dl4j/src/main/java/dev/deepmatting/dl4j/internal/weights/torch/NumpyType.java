package dev.deepmatting.dl4j.internal.weights.torch;

import dev.deepmatting.dl4j.internal.weights.DataType;
import dev.deepmatting.dl4j.internal.weights.Shown;
import dev.deepmatting.dl4j.internal.weights.torch.PickleValue.Bytes;
import dev.deepmatting.dl4j.internal.weights.torch.PickleValue.Sequence;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * A NumPy dtype of single numbers, and the numbers of such types. It is created in two steps, as
 * NumPy writes it: first the kind and size, then the byte order.
 */
final class NumpyType {
  private static final Set<String> KNOWN =
      Set.of("b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8");

  private final String code;
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

  private NumpyType(String code) {
    this.code = code;
  }

  /** Evaluates {@code numpy.dtype("f8", False, True)}. */
  static NumpyType of(Sequence arguments, PickleInput input) {
    String code = arguments.text(0, input);
    if (!KNOWN.contains(code)) {
      throw input.damaged("has the NumPy type " + Shown.text(code) + ", wanted a number's");
    }
    return new NumpyType(code);
  }

  /** Sets the state, whose second value is the byte order. */
  void build(Object state, PickleInput input) {
    if (!(state instanceof Sequence parts)) {
      throw input.damaged("has " + PickleValue.describe(state) + " for a NumPy type's state");
    }
    String mark = parts.text(1, input);
    if (!Set.of("<", ">", "|").contains(mark)) {
      throw input.damaged("has the byte order " + Shown.text(mark));
    }
    order = mark.equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  /** Evaluates {@code numpy.core.multiarray.scalar(dtype, bytes)}, a number. */
  static Object scalar(Sequence arguments, PickleInput input) {
    NumpyType type = arguments.item(0, NumpyType.class, "a NumPy type", input);
    Object content = arguments.item(1, Object.class, "a number's bytes", input);
    // Python 2 has no separate type for bytes.
    String latin1 = content instanceof Bytes bytes ? bytes.latin1() : arguments.text(1, input);
    int wanted = type.code.charAt(1) - '0';
    if (latin1.length() != wanted) {
      throw input.damaged("has " + latin1.length() + " bytes for a NumPy number, wanted " + wanted);
    }
    byte[] number = latin1.getBytes(StandardCharsets.ISO_8859_1);
    return type.number(ByteBuffer.wrap(number).order(type.order));
  }

  private Object number(ByteBuffer bytes) {
    return switch (code) {
      case "b1" -> bytes.get() != 0;
      case "f2" -> DataType.F16.floats(littleEndian(bytes))[0];
      case "f4" -> bytes.getFloat();
      case "f8" -> bytes.getDouble();
      case "i1" -> (long) bytes.get();
      case "i2" -> (long) bytes.getShort();
      case "i4" -> (long) bytes.getInt();
      case "i8" -> bytes.getLong();
      case "u1" -> bytes.get() & 0xffL;
      case "u2" -> bytes.getShort() & 0xffffL;
      case "u4" -> bytes.getInt() & 0xffffffffL;
      default -> new BigInteger(Long.toUnsignedString(bytes.getLong()));
    };
  }

  private static ByteBuffer littleEndian(ByteBuffer half) {
    return ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort(half.getShort()).flip();
  }
}
