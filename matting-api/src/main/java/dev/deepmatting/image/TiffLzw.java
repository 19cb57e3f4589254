package dev.deepmatting.image;

import java.io.IOException;
import java.io.InputStream;
import javax.imageio.IIOException;

/** LZW as in section 13 of TIFF 6.0: the highest bit first, codes widened early. */
final class TiffLzw extends InputStream {
  private static final int CLEAR = 256;
  private static final int END = 257;
  private static final int FIRST = 258;
  private static final int SHORTEST = 9;
  private static final int LONGEST = 12;
  private static final int CODES = 1 << LONGEST;

  private final InputStream stored;
  private final short[] prefix = new short[CODES];
  private final byte[] suffix = new byte[CODES];
  private final int[] lengths = new int[CODES];
  private final byte[] string = new byte[CODES];

  private int bitBuffer;
  private int bitCount;
  private int codeBits = SHORTEST;
  private int nextCode = FIRST;
  private int previous = -1;
  private int at;
  private int end;
  private boolean ended;

  TiffLzw(InputStream stored) {
    this.stored = stored;
    for (int i = 0; i < CLEAR; i++) {
      suffix[i] = (byte) i;
      lengths[i] = 1;
    }
  }

  @Override
  public int read() throws IOException {
    if (at == end && !decode()) {
      return -1;
    }
    return string[at++] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      if (at == end && !decode()) {
        return done == 0 && length > 0 ? -1 : done;
      }
      int count = Math.min(length - done, end - at);
      System.arraycopy(string, at, target, offset + done, count);
      at += count;
      done += count;
    }
    return done;
  }

  @Override
  public void close() throws IOException {
    stored.close();
  }

  /** Decodes the string of the next code. */
  private boolean decode() throws IOException {
    int code = ended ? END : code();
    while (code == CLEAR) {
      codeBits = SHORTEST;
      nextCode = FIRST;
      previous = -1;
      code = code();
    }
    if (code == END) {
      ended = true;
      return false;
    }
    if (code > nextCode || code == nextCode && previous < 0 || code >= FIRST && previous < 0) {
      throw new IIOException("TIFF has the LZW code " + code + " before it means anything");
    }
    expand(code);
    previous = code;
    return true;
  }

  private void expand(int code) {
    boolean unseen = code == nextCode;
    int known = unseen ? previous : code;
    end = lengths[known];
    at = 0;
    for (int i = end - 1, each = known; i >= 0; i--) {
      string[i] = suffix[each];
      each = prefix[each];
    }
    if (unseen) {
      string[end] = string[0];
    }
    add(string[0]);
    end += unseen ? 1 : 0;
  }

  private void add(byte first) {
    if (previous < 0 || nextCode == CODES) {
      return;
    }
    prefix[nextCode] = (short) previous;
    suffix[nextCode] = first;
    lengths[nextCode] = lengths[previous] + 1;
    nextCode++;
    if (nextCode + 1 == 1 << codeBits && codeBits < LONGEST) {
      codeBits++;
    }
  }

  private int code() throws IOException {
    while (bitCount < codeBits) {
      int next = stored.read();
      if (next < 0) {
        // Some programs omit the last code.
        return END;
      }
      bitBuffer = bitBuffer << Byte.SIZE | next;
      bitCount += Byte.SIZE;
    }
    bitCount -= codeBits;
    int code = bitBuffer >>> bitCount & (1 << codeBits) - 1;
    bitBuffer &= (1 << bitCount) - 1;
    return code;
  }
}
