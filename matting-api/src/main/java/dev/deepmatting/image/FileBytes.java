package dev.deepmatting.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.jspecify.annotations.Nullable;

/** Pieces of a file, which a stranger's offsets and lengths may ask for. */
final class FileBytes {
  private final SeekableByteChannel channel;
  private final long size;

  FileBytes(SeekableByteChannel channel) throws IOException {
    this.channel = channel;
    size = channel.size();
  }

  /** Returns a piece, big-endian, or null if the file does not hold all of it. */
  @Nullable ByteBuffer at(long offset, int length) throws IOException {
    if (offset < 0 || length < 0 || offset > size - length) {
      return null;
    }
    ByteBuffer piece = ByteBuffer.allocate(length);
    channel.position(offset);
    while (piece.hasRemaining()) {
      if (channel.read(piece) < 0) {
        return null;
      }
    }
    return piece.flip();
  }
}
