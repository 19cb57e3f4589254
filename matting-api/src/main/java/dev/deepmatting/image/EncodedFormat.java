package dev.deepmatting.image;

import dev.deepmatting.file.AtomicFile;
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
    byte[] bytes = encoder.encode(PlainImage.colours8(image));
    AtomicFile.writeFully(channel, ByteBuffer.wrap(bytes));
  }
}
