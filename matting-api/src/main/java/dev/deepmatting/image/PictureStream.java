package dev.deepmatting.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A file, or a part of one, as a stream for Java's readers. It reads blocks, whereas the JDK's file
 * stream asks the system for every byte. Reading ends when no caller waits for the picture. For one
 * thread.
 */
final class PictureStream extends ImageInputStreamImpl {
  private static final int BLOCK = 1 << 14;

  private final SeekableByteChannel channel;
  private final boolean isPart;
  private final Abandonment abandonment;
  private final long start;
  private final long length;
  private final byte[] block = new byte[BLOCK];
  private long blockStart;
  private int blockLength;

  private PictureStream(
      SeekableByteChannel channel,
      boolean isPart,
      Abandonment abandonment,
      long start,
      long length) {
    this.channel = channel;
    this.isPart = isPart;
    this.abandonment = abandonment;
    this.start = start;
    this.length = length;
  }

  /** Opens a picture, which the caller closes. */
  static PictureStream open(ImageInput input, Abandonment abandonment) throws IOException {
    SeekableByteChannel channel = input.channel();
    return new PictureStream(channel, false, abandonment, 0, channel.size());
  }

  /** Returns a part of the file, no longer than the file, that closes with this stream. */
  PictureStream part(long from, long bytes) {
    long first = Math.min(from, length);
    return new PictureStream(
        channel, true, abandonment, start + first, Math.min(bytes, length - first));
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public int read() throws IOException {
    checkClosed();
    bitOffset = 0;
    return fill() ? block[(int) (streamPos++ - blockStart)] & 0xff : -1;
  }

  /**
   * Reads as many bytes as there are: numbers are read this way, and would end at the end of a
   * block.
   */
  @Override
  public int read(byte[] target, int offset, int count) throws IOException {
    checkClosed();
    bitOffset = 0;
    int done = 0;
    while (done < count && fill()) {
      int from = (int) (streamPos - blockStart);
      int copied = Math.min(count - done, blockLength - from);
      System.arraycopy(block, from, target, offset + done, copied);
      streamPos += copied;
      done += copied;
    }
    return done == 0 && count > 0 ? -1 : done;
  }

  /** Makes the block contain the next byte; returns false at the end. */
  private boolean fill() throws IOException {
    if (streamPos >= blockStart && streamPos < blockStart + blockLength) {
      return true;
    }
    abandonment.check();
    if (streamPos >= length) {
      return false;
    }
    channel.position(start + streamPos);
    blockStart = streamPos;
    int wanted = (int) Math.min(BLOCK, length - streamPos);
    blockLength = Math.max(0, channel.read(ByteBuffer.wrap(block, 0, wanted)));
    return blockLength > 0;
  }

  /** Leaves the file of a part open: Java closes unreferenced streams. */
  @Override
  public void close() throws IOException {
    super.close();
    if (!isPart) {
      channel.close();
    }
  }
}
