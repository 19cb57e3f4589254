package dev.deepmatting.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageInputStreamImpl;
import org.jspecify.annotations.Nullable;

/**
 * Joins parts of a stream, with inserted bytes between them, into one stream. It hides from a
 * reader the data that the reader would misinterpret. Closing it leaves the other stream open.
 */
final class SplicedStream extends ImageInputStreamImpl {
  private final ImageInputStream file;
  private final List<Part> parts;
  private int current;

  private SplicedStream(ImageInputStream file, List<Part> parts) {
    this.file = file;
    this.parts = List.copyOf(parts);
  }

  /**
   * A part.
   *
   * @param start its position in this stream
   * @param length its bytes
   * @param offset its position in the file
   * @param own its bytes, if they are not the file's
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Part(long start, long length, long offset, byte @Nullable [] own) {}

  /** Assembles a stream. */
  static final class Builder {
    private final List<Part> parts = new ArrayList<>();
    private long length;

    Builder own(byte... bytes) {
      parts.add(new Part(length, bytes.length, 0, bytes.clone()));
      length += bytes.length;
      return this;
    }

    Builder file(long from, long to) {
      Part last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
      if (last != null && last.own() == null && last.offset() + last.length() == from) {
        parts.set(
            parts.size() - 1,
            new Part(last.start(), last.length() + to - from, last.offset(), null));
      } else {
        parts.add(new Part(length, to - from, from, null));
      }
      length += to - from;
      return this;
    }

    Builder all(Builder other) {
      for (Part part : other.parts) {
        byte[] own = part.own();
        if (own == null) {
          file(part.offset(), part.offset() + part.length());
        } else {
          own(own);
        }
      }
      return this;
    }

    /** Adds all that follows; the end need not be known yet. */
    Builder rest(long from) {
      return file(from, Long.MAX_VALUE / 2);
    }

    ImageInputStream build(ImageInputStream file) {
      return new SplicedStream(file, parts);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    bitOffset = 0;
    Part part = part();
    if (part == null) {
      return -1;
    }
    long inside = streamPos - part.start();
    int count = (int) Math.min(length, part.length() - inside);
    if (part.own() != null) {
      System.arraycopy(part.own(), (int) inside, target, offset, count);
    } else {
      long at = part.offset() + inside;
      if (file.getStreamPosition() != at) {
        file.seek(at);
      }
      count = file.read(target, offset, count);
    }
    streamPos += Math.max(0, count);
    return count;
  }

  private @Nullable Part part() {
    while (current > 0 && parts.get(current).start() > streamPos) {
      current--;
    }
    while (current < parts.size() - 1
        && streamPos >= parts.get(current).start() + parts.get(current).length()) {
      current++;
    }
    Part part = parts.get(current);
    return streamPos < part.start() + part.length() ? part : null;
  }
}
