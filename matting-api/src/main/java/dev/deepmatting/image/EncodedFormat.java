package dev.deepmatting.image;

import dev.deepmatting.error.MattingException;
import dev.deepmatting.internal.file.AtomicFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** What a service encodes; properties are not kept. */
record EncodedFormat(ImageEncoder encoder) implements FileFormat {
  @Override
  public boolean holdsTransparency() {
    return encoder.holdsTransparency();
  }

  @Override
  public void encode(BufferedImage image, ImageProperties properties, FileChannel channel)
      throws IOException {
    AtomicFile.writeFully(channel, ByteBuffer.wrap(encode(PlainImage.colours8(image))));
  }

  private byte[] encode(BufferedImage image) {
    try {
      return encoder.encode(image);
    } catch (MattingException e) {
      throw e;
    } catch (RuntimeException e) {
      // Native libraries report what they cannot do in exceptions of their own.
      throw new MattingException("image could not be encoded: " + e, e);
    }
  }
}
