package dev.deepmatting.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the picture among the directories of a TIFF file: the one that is neither a preview nor a
 * mask, in the chain or, if the chain has only previews, among their sub-files. A raw photograph or
 * a file of several pages is refused: a preview, or one page of many, is not what the file shows.
 * Smaller pictures without a declared kind count as previews.
 */
final class TiffPages {
  private static final int NEW_SUBFILE_TYPE = 254;
  private static final int SUBFILE_TYPE = 255;
  private static final int PHOTOMETRIC = 262;
  private static final int SUB_IFDS = 330;
  private static final int DNG_VERSION = 50_706;

  /** Bits of the new type: a reduced image, and a mask. */
  private static final int NO_PICTURE = 1 | 4;

  private static final int OLD_REDUCED = 2;
  private static final int COLOUR_FILTER = 32_803;
  private static final int LINEAR_RAW = 34_892;

  /** Marks Canon's raw files, after the header. */
  private static final short CANON_RAW = 0x4352;

  /** The longest chain that is followed. */
  private static final int MOST_DIRECTORIES = 1000;

  private static final int MOST_SUB_IFDS = 16;

  private final TiffDirectory.Source source;
  private final List<TiffDirectory> chain = new ArrayList<>();
  private final List<TiffDirectory> subFiles = new ArrayList<>();
  private boolean endless;

  private TiffPages(TiffDirectory.Source source) {
    this.source = source;
  }

  static TiffPages of(TiffDirectory.Source source) throws IOException {
    TiffPages pages = new TiffPages(source);
    Set<Long> starts = new HashSet<>();
    TiffDirectory directory = TiffDirectory.of(source);
    while (!directory.isEmpty()) {
      pages.chain.add(directory);
      for (long start : directory.numbers(SUB_IFDS, MOST_SUB_IFDS)) {
        pages.subFiles.add(directory.at(start));
      }
      long next = directory.next();
      pages.endless =
          !starts.add(next) || pages.chain.size() + pages.subFiles.size() > MOST_DIRECTORIES;
      if (next == 0 || pages.endless) {
        break;
      }
      directory = directory.at(next);
    }
    return pages;
  }

  /** Returns what the picture's directory declares. */
  Declared declared() throws IOException {
    return chain.isEmpty() ? Declared.NOTHING : picture().declared();
  }

  /** Says why there is no picture to read, or returns null. */
  @Nullable String refusal() throws IOException {
    if (chain.isEmpty()) {
      return "is a TIFF file without a directory: it is damaged";
    }
    if (endless) {
      return "is a TIFF file whose directories have no end, wanted "
          + MOST_DIRECTORIES
          + " at most";
    }
    if (isRaw()) {
      return "is a raw photograph (DNG or a camera's own kind), wanted the developed picture as"
          + " TIFF, JPEG or PNG";
    }
    List<TiffDirectory> pictures = pictures();
    if (pictures.isEmpty() && !subFiles.isEmpty()) {
      return "is a TIFF file with previews alone, wanted one with the picture";
    }
    int pages = pages(pictures);
    return pages > 1
        ? "is a TIFF file of " + pages + " pages, wanted one picture in each file"
        : null;
  }

  /** Returns the picture's directory; the file has to have at least one. */
  TiffDirectory picture() throws IOException {
    List<TiffDirectory> pictures = pictures();
    return pictures.isEmpty() ? chain.get(0) : pictures.get(0);
  }

  /** Returns the picture's index in the chain; -1 if it is a sub-file. */
  int index() throws IOException {
    return chain.indexOf(picture());
  }

  private boolean isRaw() throws IOException {
    ByteBuffer start = source.at(8, Short.BYTES);
    if (start != null && start.order(ByteOrder.BIG_ENDIAN).getShort(0) == CANON_RAW) {
      return true;
    }
    for (TiffDirectory directory : all()) {
      long photometric = directory.number(PHOTOMETRIC, 0);
      if (directory.has(DNG_VERSION) || photometric == COLOUR_FILTER || photometric == LINEAR_RAW) {
        return true;
      }
    }
    return false;
  }

  private List<TiffDirectory> all() {
    List<TiffDirectory> all = new ArrayList<>(chain);
    all.addAll(subFiles);
    return all;
  }

  private List<TiffDirectory> pictures() throws IOException {
    List<TiffDirectory> found = pictures(chain);
    return found.isEmpty() ? pictures(subFiles) : found;
  }

  private static List<TiffDirectory> pictures(List<TiffDirectory> directories) throws IOException {
    List<TiffDirectory> found = new ArrayList<>();
    for (TiffDirectory directory : directories) {
      boolean reduced =
          (directory.number(NEW_SUBFILE_TYPE, 0) & NO_PICTURE) != 0
              || directory.number(SUBFILE_TYPE, 0) == OLD_REDUCED;
      if (!reduced && !directory.isEmpty()) {
        found.add(directory);
      }
    }
    return found;
  }

  /** Counts those at least half as large as the first. */
  private static int pages(List<TiffDirectory> pictures) throws IOException {
    int pages = 0;
    for (TiffDirectory each : pictures) {
      pages += 2 * pixels(each) > pixels(pictures.get(0)) ? 1 : 0;
    }
    return pages;
  }

  private static double pixels(TiffDirectory directory) throws IOException {
    return (double) directory.number(TiffLayout.WIDTH, 0) * directory.number(TiffLayout.HEIGHT, 0);
  }
}
