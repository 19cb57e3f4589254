package dev.deepmatting.image;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.internal.file.AtomicFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The formats that can be written, found by file name ending. */
final class FileFormats {
  private static final FileFormat PNG = new PngFormat();

  private FileFormats() {}

  /** Returns the format for a file; called before anything is computed. */
  static FileFormat of(ImageOutput output, boolean transparency) {
    String ending = output.ending();
    FileFormat own = own().get(ending);
    FileFormat format = own != null ? own : all().get(ending);
    if (format == null || transparency && !format.holdsTransparency()) {
      throw refusal(output, ending, format != null);
    }
    output.requireTarget();
    return format;
  }

  static void write(BufferedImage image, ImageOutput output, ImageProperties properties) {
    write(of(output, image.getColorModel().hasAlpha()), image, output, properties);
  }

  static void writePng(BufferedImage image, ImageOutput output, ImageProperties properties) {
    output.requireTarget();
    write(PNG, image, output, properties);
  }

  private static void write(
      FileFormat format, BufferedImage image, ImageOutput output, ImageProperties properties) {
    try {
      output.write(channel -> format.encode(image, properties, channel));
    } catch (IOException e) {
      // The exceptions of Java's writers hide that the disk is full.
      Throwable why = e.getCause() instanceof IOException cause ? cause : e;
      throw new MattingException(output + " could not be written: " + why, e);
    } catch (LinkageError e) {
      // Java throws this when this machine lacks an encoder's native libraries.
      throw new MattingException(
          output + " could not be written, its encoder could not start: " + e, e);
    }
  }

  static String ending(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  private static Map<String, FileFormat> own() {
    FileFormat tiff = new TiffFormat();
    FileFormat jpeg = new JpegFormat();
    Map<String, FileFormat> formats = new LinkedHashMap<>();
    formats.put("png", PNG);
    formats.put("tif", tiff);
    formats.put("tiff", tiff);
    formats.put("jpg", jpeg);
    formats.put("jpeg", jpeg);
    return formats;
  }

  private static Map<String, FileFormat> all() {
    Map<String, FileFormat> formats = own();
    ClassLoader loader = FileFormats.class.getClassLoader();
    try {
      for (ImageEncoder encoder : ServiceLoader.load(ImageEncoder.class, loader)) {
        FileFormat format = new EncodedFormat(encoder);
        encoder.endings().forEach(ending -> formats.putIfAbsent(ending, format));
      }
    } catch (LinkageError | ServiceConfigurationError e) {
      throw new MattingException("an ImageEncoder on the class path could not start: " + e, e);
    }
    return formats;
  }

  private static InvalidInputException refusal(ImageOutput output, String ending, boolean known) {
    String wanted =
        all().entrySet().stream()
            .filter(format -> !known || format.getValue().holdsTransparency())
            .map(format -> "." + format.getKey())
            .collect(Collectors.joining(", "));
    return new InvalidInputException(
        known
            ? output + " is to hold transparency, wanted one of " + wanted + ", not ." + ending
            : output
                + " is of no format that can be written, wanted one of "
                + wanted
                + " (matting-dl4j brings .webp)");
  }

  /** A format whose encoder is a service; it stores no properties. */
  record EncodedFormat(ImageEncoder encoder) implements FileFormat {
    @Override
    public boolean holdsTransparency() {
      return encoder.holdsTransparency();
    }

    @Override
    public void encode(BufferedImage image, ImageProperties properties, WritableByteChannel channel)
        throws IOException {
      AtomicFile.writeFully(channel, ByteBuffer.wrap(encode(PlainImage.colours8(image))));
    }

    private byte[] encode(BufferedImage image) {
      try {
        return encoder.encode(image);
      } catch (MattingException e) {
        throw e;
      } catch (RuntimeException e) {
        // Native libraries report failures in exceptions of their own.
        throw new MattingException("image could not be encoded: " + e, e);
      }
    }
  }
}
