package dev.deepmatting.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import javax.imageio.IIOImage;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import org.jspecify.annotations.Nullable;

/** PNG: writes samples unchanged, a profile as iCCP, the resolution as pHYs. */
final class PngFormat implements FileFormat {
  private static final String TREE = "javax_imageio_png_1.0";

  @Override
  public boolean holdsTransparency() {
    return true;
  }

  @Override
  public void encode(BufferedImage image, ImageProperties properties, WritableByteChannel channel)
      throws IOException {
    ImageWriter writer = JdkWriters.create("png");
    try {
      JdkWriters.write(
          writer,
          new IIOImage(image, null, metadata(writer, image, properties)),
          writer.getDefaultWriteParam(),
          channel);
    } finally {
      writer.dispose();
    }
  }

  /** Returns null if there is no property to write. */
  private static @Nullable IIOMetadata metadata(
      ImageWriter writer, BufferedImage image, ImageProperties properties) throws IOException {
    byte[] profile = properties.profileFor(image);
    if (profile == null && properties.resolution().isEmpty()) {
      return null;
    }
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
    IIOMetadataNode root = new IIOMetadataNode(TREE);
    if (profile != null) {
      root.appendChild(iccp(profile));
    }
    properties.resolution().ifPresent(resolution -> root.appendChild(phys(resolution)));
    metadata.mergeTree(TREE, root);
    return metadata;
  }

  private static IIOMetadataNode iccp(byte[] profile) throws IOException {
    IIOMetadataNode node = new IIOMetadataNode("iCCP");
    node.setAttribute("profileName", PngProperties.PROFILE_NAME);
    node.setAttribute("compressionMethod", "deflate");
    node.setUserObject(PngProperties.deflated(profile));
    return node;
  }

  private static IIOMetadataNode phys(Resolution resolution) {
    IIOMetadataNode node = new IIOMetadataNode("pHYs");
    node.setAttribute(
        "pixelsPerUnitXAxis", Integer.toString(PngProperties.perMetre(resolution.horizontal())));
    node.setAttribute(
        "pixelsPerUnitYAxis", Integer.toString(PngProperties.perMetre(resolution.vertical())));
    node.setAttribute("unitSpecifier", "meter");
    return node;
  }
}
