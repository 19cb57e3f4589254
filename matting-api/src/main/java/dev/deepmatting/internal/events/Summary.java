package dev.deepmatting.internal.events;

import dev.deepmatting.internal.file.ProtobufMessage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Builds the content of one event: a Summary of TensorFlow's summary.proto. */
final class Summary {
  private static final int VALUE = 1;

  private static final int TAG = 1;
  private static final int SIMPLE_VALUE = 2;
  private static final int IMAGE = 4;
  private static final int TENSOR = 8;
  private static final int METADATA = 9;

  private static final int IMAGE_HEIGHT = 1;
  private static final int IMAGE_WIDTH = 2;
  private static final int IMAGE_COLOUR_SPACE = 3;
  private static final int IMAGE_FILE = 4;
  private static final int RGB = 3;

  private static final int METADATA_PLUGIN = 1;
  private static final int METADATA_CLASS = 4;
  private static final int PLUGIN_NAME = 1;
  private static final int CLASS_TENSOR = 2;

  private static final int TENSOR_TYPE = 1;
  private static final int TENSOR_SHAPE = 2;
  private static final int TENSOR_TEXT = 8;
  private static final int TYPE_TEXT = 7;

  private final ProtobufMessage message = new ProtobufMessage();

  Summary scalar(String tag, double value) {
    return add(new ProtobufMessage().text(TAG, tag).number(SIMPLE_VALUE, (float) value));
  }

  /** Returns a text that TensorBoard renders: a tensor of one string, without dimensions. */
  Summary markdown(String tag, String text) {
    ProtobufMessage plugin =
        new ProtobufMessage()
            .message(METADATA_PLUGIN, new ProtobufMessage().text(PLUGIN_NAME, "text"));
    ProtobufMessage tensor =
        new ProtobufMessage()
            .number(TENSOR_TYPE, TYPE_TEXT)
            .message(TENSOR_SHAPE, new ProtobufMessage())
            .text(TENSOR_TEXT, text);
    return add(
        new ProtobufMessage()
            .text(TAG, tag)
            .message(TENSOR, tensor)
            .message(METADATA, plugin.number(METADATA_CLASS, CLASS_TENSOR)));
  }

  Summary image(String tag, BufferedImage image) {
    ProtobufMessage content =
        new ProtobufMessage()
            .number(IMAGE_HEIGHT, image.getHeight())
            .number(IMAGE_WIDTH, image.getWidth())
            .number(IMAGE_COLOUR_SPACE, RGB)
            .content(IMAGE_FILE, png(image));
    return add(new ProtobufMessage().text(TAG, tag).message(IMAGE, content));
  }

  ProtobufMessage message() {
    return message;
  }

  private Summary add(ProtobufMessage value) {
    message.message(VALUE, value);
    return this;
  }

  private static byte[] png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // Uses its own stream, because ImageIO would go through a temporary file.
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "png", stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
