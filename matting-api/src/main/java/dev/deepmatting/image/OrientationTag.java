package dev.deepmatting.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataFormatImpl;
import javax.imageio.metadata.IIOMetadataNode;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Finds the orientation that a JPEG or TIFF file declares.
 *
 * <p>For JPEG the EXIF block is read here: the readers at hand disagree on what the standard
 * metadata calls the values 5 and 7. As in most viewers, an unreadable block means upright.
 */
final class OrientationTag {
  private static final String JPEG = "javax_imageio_jpeg_image_1.0";
  private static final String APP1 = "225";
  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final int TAG = 274;
  private static final int TYPE_SHORT = 3;
  private static final int ENTRY_BYTES = 12;

  /** Standard metadata's names of the values 1 to 8, as the JDK's TIFF reader writes them. */
  private static final List<String> NAMES =
      List.of(
          "Normal",
          "FlipH",
          "Rotate180",
          "FlipV",
          "FlipHRotate90",
          "Rotate270",
          "FlipVRotate90",
          "Rotate90");

  private OrientationTag() {}

  static int read(ImageReader reader) throws IOException {
    IIOMetadata metadata = reader.getImageMetadata(0);
    if (metadata == null) {
      return Orientation.UPRIGHT;
    }
    if (JPEG.equals(metadata.getNativeMetadataFormatName())) {
      return ofJpeg((Element) metadata.getAsTree(JPEG));
    }
    return ofStandard(
        (Element) metadata.getAsTree(IIOMetadataFormatImpl.standardMetadataFormatName));
  }

  private static int ofJpeg(Element root) {
    NodeList segments = root.getElementsByTagName("unknown");
    for (int i = 0; i < segments.getLength(); i++) {
      IIOMetadataNode segment = (IIOMetadataNode) segments.item(i);
      if (APP1.equals(segment.getAttribute("MarkerTag"))
          && segment.getUserObject() instanceof byte[] bytes
          && startsWithExif(bytes)) {
        return ofExif(ByteBuffer.wrap(bytes, EXIF.length, bytes.length - EXIF.length).slice());
      }
    }
    return Orientation.UPRIGHT;
  }

  private static int ofStandard(Element root) {
    NodeList found = root.getElementsByTagName("ImageOrientation");
    if (found.getLength() == 0) {
      return Orientation.UPRIGHT;
    }
    int index = NAMES.indexOf(((Element) found.item(0)).getAttribute("value"));
    return index < 0 ? Orientation.UPRIGHT : index + 1;
  }

  private static boolean startsWithExif(byte[] bytes) {
    return bytes.length > EXIF.length
        && ByteBuffer.wrap(bytes, 0, EXIF.length).equals(ByteBuffer.wrap(EXIF));
  }

  /** Reads the first directory of a TIFF structure; every offset in it is a stranger's. */
  private static int ofExif(ByteBuffer tiff) {
    if (tiff.limit() < 8) {
      return Orientation.UPRIGHT;
    }
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long directory = Integer.toUnsignedLong(tiff.getInt(4));
    if (directory + 2 > tiff.limit()) {
      return Orientation.UPRIGHT;
    }
    int at = (int) directory + 2;
    int entries = Short.toUnsignedInt(tiff.getShort(at - 2));
    for (int i = 0; i < entries && at + ENTRY_BYTES <= tiff.limit(); i++, at += ENTRY_BYTES) {
      if (tiff.getShort(at) == TAG && tiff.getShort(at + 2) == TYPE_SHORT) {
        int value = Short.toUnsignedInt(tiff.getShort(at + 8));
        return value >= 1 && value <= Orientation.LAST ? value : Orientation.UPRIGHT;
      }
    }
    return Orientation.UPRIGHT;
  }
}
