package dev.deepmatting.server;

import dev.deepmatting.compose.CutOut;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.ImageOutput;
import dev.deepmatting.image.ImageProperties;
import dev.deepmatting.image.RgbImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * How a picture is sent: its format, and as it is or inside JSON.
 *
 * @param format of the picture
 * @param json whether it is sent as base64 text inside a JSON object
 */
record Results(Format format, boolean json) {
  /** Formats by their file name extensions. */
  enum Format {
    PNG("image/png", true),
    WEBP("image/webp", true),
    TIFF("image/tiff", true),
    JPG("image/jpeg", false),
    ZIP("application/zip", true);

    private final String type;
    private final boolean transparency;

    Format(String type, boolean transparency) {
      this.type = type;
      this.transparency = transparency;
    }

    String type() {
      return type;
    }

    String ending() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Ways to send a picture. */
  enum Sent {
    IMAGE,
    JSON
  }

  /** Reads the fields {@code format} and {@code answer}. */
  static Results of(Fields fields, boolean transparent, boolean zip) {
    Format format = fields.choice("format", Format.class, Format.PNG);
    if (transparent && !format.transparency) {
      throw Refusal.field("format", format.ending(), "png, webp or tiff for transparency");
    }
    if (format == Format.ZIP && !zip) {
      throw Refusal.field("format", "zip", "an image format: only a cut-out has two pictures");
    }
    return new Results(format, fields.choice("answer", Sent.class, Sent.IMAGE) == Sent.JSON);
  }

  Answer of(BufferedImage image, ImageProperties properties) {
    return of(encoded(image, properties, format), image.getWidth(), image.getHeight());
  }

  /** Sends a cut-out; a zip file has its colours as JPEG and its matte as PNG. */
  Answer of(CutOut cutOut, ImageProperties properties) {
    if (format != Format.ZIP) {
      return of(cutOut.toBufferedImage(), properties);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      RgbImage colours = cutOut.foreground();
      put(zip, "color.jpg", encoded(colours.toBufferedImage(), properties, Format.JPG));
      AlphaMatte alpha = cutOut.alpha();
      put(zip, "alpha.png", encoded(alpha.toGray8(), ImageProperties.none(), Format.PNG));
    } catch (IOException e) {
      throw new MattingException("a zip file cannot be written to memory: " + e, e);
    }
    return of(bytes.toByteArray(), cutOut.width(), cutOut.height());
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  private static byte[] encoded(BufferedImage image, ImageProperties properties, Format format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageFiles.write(image, ImageOutput.of(bytes, format.ending()), properties);
    return bytes.toByteArray();
  }

  private Answer of(byte[] encoded, int width, int height) {
    if (!json) {
      return Answer.of(format.type(), encoded);
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("width", width);
    values.put("height", height);
    values.put("type", format.type());
    values.put("image", Base64.getEncoder().encodeToString(encoded));
    return Answer.json(200, values);
  }
}
