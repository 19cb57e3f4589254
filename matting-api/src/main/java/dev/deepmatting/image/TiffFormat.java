package dev.deepmatting.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import javax.imageio.IIOImage;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.plugins.tiff.TIFFTag;

/** TIFF with lossless LZW compression, which every reader supports. */
final class TiffFormat implements FileFormat {
  private static final String COMPRESSION = "LZW";
  private static final long DENOMINATOR = 10_000;

  @Override
  public boolean holdsTransparency() {
    return true;
  }

  @Override
  public void encode(BufferedImage image, ImageProperties properties, WritableByteChannel channel)
      throws IOException {
    BufferedImage plain = PlainImage.of(image);
    ImageWriter writer = JdkWriters.create("tiff");
    try {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionType(COMPRESSION);
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(
              ImageTypeSpecifier.createFromRenderedImage(plain), parameters);
      IIOImage whole = new IIOImage(plain, null, declared(metadata, plain, properties));
      JdkWriters.write(writer, whole, parameters, channel);
    } finally {
      writer.dispose();
    }
  }

  private static IIOMetadata declared(
      IIOMetadata metadata, BufferedImage image, ImageProperties properties) throws IOException {
    TIFFDirectory directory = TIFFDirectory.createFromMetadata(metadata);
    byte[] profile = properties.profileFor(image);
    if (profile != null) {
      directory.addTIFFField(
          new TIFFField(
              tag(BaselineTIFFTagSet.TAG_ICC_PROFILE),
              TIFFTag.TIFF_UNDEFINED,
              profile.length,
              profile));
    }
    properties.resolution().ifPresent(resolution -> declare(directory, resolution));
    return directory.getAsMetadata();
  }

  private static void declare(TIFFDirectory directory, Resolution resolution) {
    directory.addTIFFField(rational(BaselineTIFFTagSet.TAG_X_RESOLUTION, resolution.horizontal()));
    directory.addTIFFField(rational(BaselineTIFFTagSet.TAG_Y_RESOLUTION, resolution.vertical()));
    directory.addTIFFField(
        new TIFFField(
            tag(BaselineTIFFTagSet.TAG_RESOLUTION_UNIT), BaselineTIFFTagSet.RESOLUTION_UNIT_INCH));
  }

  private static TIFFField rational(int number, double value) {
    long[][] fraction = {{Math.round(value * DENOMINATOR), DENOMINATOR}};
    return new TIFFField(tag(number), TIFFTag.TIFF_RATIONAL, 1, fraction);
  }

  private static TIFFTag tag(int number) {
    return BaselineTIFFTagSet.getInstance().getTag(number);
  }
}
