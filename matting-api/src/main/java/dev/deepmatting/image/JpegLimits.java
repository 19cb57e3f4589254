package dev.deepmatting.image;

import java.io.IOException;
import javax.imageio.IIOException;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** Refuses JPEG streams that need far more time or memory than their length justifies. */
final class JpegLimits {
  /** The limit of libjpeg-turbo's own fuzzers; common files have ten scans. */
  private static final int MAX_SCANS = 500;

  /** Each scan visits all blocks, at about 1.6 ns per pixel: half a minute at most. */
  private static final long MAX_SCANNED_PIXELS = 20_000_000_000L;

  /**
   * Each block of 64 pixels has at least one bit in at least one component, which can be halved
   * twice.
   */
  private static final int PIXELS_PER_BYTE = 4 * 64 * Byte.SIZE;

  private JpegLimits() {}

  static void check(ImageInputStream stream, long length) throws IOException {
    JpegMarkers markers = new JpegMarkers(stream, 0, length);
    JpegMarkers.Frame frame = null;
    int scans = 0;
    long firstScan = length;
    for (int marker = markers.next(); isInside(marker); marker = markers.next()) {
      if (marker == JpegMarkers.START_OF_SCAN) {
        scans++;
        firstScan = Math.min(firstScan, markers.position());
        if (isOnly(markers.scan(), frame)) {
          break;
        }
      } else if (JpegMarkers.isFrame(marker) && frame == null) {
        frame = markers.frame(marker);
      } else {
        markers.skipSegment(marker);
      }
      check(frame, scans);
    }
    if (frame != null && pixels(frame) / PIXELS_PER_BYTE > length - firstScan) {
      throw new IIOException(
          "JPEG is cut short: it has %d bytes for %dx%d pixels"
              .formatted(length - firstScan, frame.width(), frame.height()));
    }
  }

  private static boolean isInside(int marker) {
    return marker >= 0 && marker != JpegMarkers.END;
  }

  /** Returns whether libjpeg decodes no other scan. */
  private static boolean isOnly(int components, JpegMarkers.@Nullable Frame frame) {
    return frame != null && !frame.progressive() && components == frame.components();
  }

  private static void check(JpegMarkers.@Nullable Frame frame, int scans) throws IIOException {
    if (scans > MAX_SCANS || frame != null && scans * pixels(frame) > MAX_SCANNED_PIXELS) {
      throw new IIOException(
          "JPEG has more than %d scans, wanted %d at most, and fewer of a large picture"
              .formatted(scans - 1, MAX_SCANS));
    }
  }

  private static long pixels(JpegMarkers.Frame frame) {
    return (long) frame.width() * frame.height();
  }
}
