package dev.deepmatting.image;

import dev.deepmatting.error.InvalidInputException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * JPEG with quality 0.95 and chroma in full resolution: halved chroma would show on edges between
 * an object and a new background.
 */
final class JpegFormat implements FileFormat {
  private static final float QUALITY = 0.95f;
  private static final String TREE = "javax_imageio_jpeg_image_1.0";
  private static final String APP2 = "226";

  /** The limit of Java's encoder (libjpeg). */
  private static final int LONGEST_SIDE = 65_500;

  /** How many bytes of a profile fit into a segment. */
  private static final int LONGEST_PIECE = 65_519;

  @Override
  public boolean holdsTransparency() {
    return false;
  }

  @Override
  public void encode(BufferedImage image, ImageProperties properties, WritableByteChannel channel)
      throws IOException {
    if (image.getWidth() > LONGEST_SIDE || image.getHeight() > LONGEST_SIDE) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "image is %dx%d, wanted at most %d pixels a side for JPEG",
              image.getWidth(),
              image.getHeight(),
              LONGEST_SIDE));
    }
    BufferedImage plain = PlainImage.of8(image);
    ImageWriter writer = JdkWriters.create("jpeg");
    try {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(QUALITY);
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(
              ImageTypeSpecifier.createFromRenderedImage(plain), parameters);
      Element root = (Element) metadata.getAsTree(TREE);
      declare(root, plain, properties);
      metadata.setFromTree(TREE, root);
      JdkWriters.write(writer, new IIOImage(plain, null, metadata), parameters, channel);
    } finally {
      writer.dispose();
    }
  }

  private static void declare(Element root, BufferedImage image, ImageProperties properties) {
    NodeList components = root.getElementsByTagName("componentSpec");
    for (int i = 0; i < components.getLength(); i++) {
      Element component = (Element) components.item(i);
      component.setAttribute("HsamplingFactor", "1");
      component.setAttribute("VsamplingFactor", "1");
    }
    properties
        .resolution()
        .ifPresent(
            resolution ->
                declare((Element) root.getElementsByTagName("app0JFIF").item(0), resolution));
    byte[] profile = properties.profileFor(image);
    if (profile != null) {
      declare((Element) root.getElementsByTagName("markerSequence").item(0), profile);
    }
  }

  private static void declare(Element jfif, Resolution resolution) {
    jfif.setAttribute("resUnits", "1");
    jfif.setAttribute("Xdensity", Long.toString(Math.round(resolution.horizontal())));
    jfif.setAttribute("Ydensity", Long.toString(Math.round(resolution.vertical())));
  }

  private static void declare(Element markers, byte[] profile) {
    int pieces = (profile.length + LONGEST_PIECE - 1) / LONGEST_PIECE;
    Element first = (Element) markers.getFirstChild();
    for (int i = 0; i < pieces; i++) {
      int from = i * LONGEST_PIECE;
      int length = Math.min(LONGEST_PIECE, profile.length - from);
      ByteBuffer piece = ByteBuffer.allocate(JpegProperties.ICC.length + 2 + length);
      piece.put(JpegProperties.ICC).put((byte) (i + 1)).put((byte) pieces);
      piece.put(profile, from, length);
      IIOMetadataNode node = new IIOMetadataNode("unknown");
      node.setAttribute("MarkerTag", APP2);
      node.setUserObject(piece.array());
      markers.insertBefore(node, first);
    }
  }
}
