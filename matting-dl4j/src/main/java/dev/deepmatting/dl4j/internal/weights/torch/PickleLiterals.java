package dev.deepmatting.dl4j.internal.weights.torch;

import dev.deepmatting.dl4j.internal.weights.Shown;
import dev.deepmatting.dl4j.internal.weights.torch.PickleValue.Bytes;
import dev.deepmatting.dl4j.internal.weights.torch.PickleValue.None;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The instructions of a pickle that push a number, text or bytes. */
final class PickleLiterals {
  private static final int MOST_NUMBER_BYTES = 32;
  private static final int MOST_DIGITS = 80;

  private PickleLiterals() {}

  /**
   * Reads the operand of such an instruction.
   *
   * @return the value, or null if this is another instruction
   */
  static @Nullable Object read(int opcode, PickleInput input) {
    return switch (opcode) {
      case 'N' -> None.NONE;
      case 0x88 -> true;
      case 0x89 -> false;
      case 'K', 'M', 'J', 'I', 'L', 'G', 0x8a, 0x8b -> number(opcode, input);
      case 'X' -> input.utf8(input.unsignedInt());
      case 0x8c -> input.utf8(input.unsignedByte());
      case 0x8d -> input.utf8(input.signedLong());
      // Python 2's str: bytes without a character set. Everything that matters is ASCII.
      case 'U' -> input.latin1(input.unsignedByte());
      case 'T' -> input.latin1(input.signedInt());
      case 'C' -> new Bytes(input.latin1(input.unsignedByte()));
      case 'B' -> new Bytes(input.latin1(input.unsignedInt()));
      case 0x8e -> new Bytes(input.latin1(input.signedLong()));
      default -> null;
    };
  }

  private static Object number(int opcode, PickleInput input) {
    return switch (opcode) {
      case 'K' -> (long) input.unsignedByte();
      case 'M' -> (long) input.unsignedShort();
      case 'J' -> (long) input.signedInt();
      case 'G' -> input.bigEndianDouble();
      case 0x8a -> integer(input.unsignedByte(), input);
      case 0x8b -> integer(input.signedInt(), input);
      default -> decimal(input.line(), input);
    };
  }

  private static Number integer(int length, PickleInput input) {
    if (length > MOST_NUMBER_BYTES) {
      throw input.damaged("has a number of " + length + " bytes");
    }
    ByteBuffer bytes = input.bytes(length);
    byte[] bigEndian = new byte[length + 1];
    for (int i = 0; i < length; i++) {
      bigEndian[length - i] = bytes.get(i);
    }
    // One extra byte repeats the sign, for a number of zero bytes.
    bigEndian[0] = (byte) (length == 0 ? 0 : bigEndian[1] >> 7);
    return narrowed(new BigInteger(bigEndian));
  }

  private static Object decimal(String digits, PickleInput input) {
    if (digits.equals("00") || digits.equals("01")) {
      return digits.equals("01");
    }
    if (digits.length() > MOST_DIGITS) {
      throw input.damaged("has a number of " + digits.length() + " characters");
    }
    try {
      return narrowed(
          new BigInteger(digits.endsWith("L") ? digits.substring(0, digits.length() - 1) : digits));
    } catch (NumberFormatException e) {
      throw input.damaged("has '" + Shown.text(digits) + "' where a number belongs");
    }
  }

  private static Number narrowed(BigInteger number) {
    if (number.bitLength() < Long.SIZE) {
      return number.longValue();
    }
    return number;
  }
}
