package dev.deepmatting.image;

import dev.deepmatting.error.InvalidInputException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.imageio.IIOException;

/**
 * The layout of the picture in a TIFF directory (TIFF 6.0 and its technical notes), checked for
 * consistency. Unsupported layouts are refused with a reason. Immutable.
 */
final class TiffLayout {
  static final int WIDTH = 256;
  static final int HEIGHT = 257;

  static final int WHITE_IS_ZERO = 0;
  static final int BLACK_IS_ZERO = 1;
  static final int RGB = 2;
  static final int PALETTE = 3;
  static final int CMYK = 5;
  static final int YCBCR = 6;

  static final int NONE = 1;
  static final int OLD_JPEG = 6;
  static final int LZW = 5;
  static final int JPEG = 7;
  static final int DEFLATE = 8;
  static final int PACK_BITS = 32_773;
  static final int OLD_DEFLATE = 32_946;

  private static final int BITS = 258;
  private static final int COMPRESSION = 259;
  private static final int PHOTOMETRIC = 262;
  private static final int FILL_ORDER = 266;
  private static final int STRIP_OFFSETS = 273;
  private static final int SAMPLES = 277;
  private static final int ROWS_PER_STRIP = 278;
  private static final int STRIP_COUNTS = 279;
  private static final int PLANAR = 284;
  private static final int PREDICTOR = 317;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_HEIGHT = 323;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_COUNTS = 325;
  private static final int INK_SET = 332;
  private static final int EXTRA_SAMPLES = 338;
  private static final int SAMPLE_FORMAT = 339;
  private static final int SUBSAMPLING = 530;

  private static final int SEPARATE = 2;
  private static final int REVERSED = 2;
  private static final int ASSOCIATED = 1;
  private static final int UNASSOCIATED = 2;
  private static final int CMYK_INKS = 1;
  private static final int MOST_SAMPLES = 64;
  private static final int MOST_BITS = 16;

  /** A tile of this many pixels is fine, however small the picture. */
  private static final long ORDINARY_TILE = 1 << 20;

  /** Compressions that Java's own reader decodes: fax, and JPEG as it was before 1995. */
  private static final Set<Integer> LEFT_TO_JAVA = Set.of(2, 3, 4, OLD_JPEG);

  private static final Set<Integer> READ = Set.of(NONE, LZW, JPEG, DEFLATE, PACK_BITS, OLD_DEFLATE);

  private static final Map<Integer, String> OTHER_COMPRESSIONS =
      Map.ofEntries(
          Map.entry(9, "JBIG"),
          Map.entry(10, "JBIG"),
          Map.entry(32_766, "NeXT"),
          Map.entry(32_809, "ThunderScan"),
          Map.entry(32_909, "Pixar's logarithms"),
          Map.entry(33_003, "JPEG 2000"),
          Map.entry(33_005, "JPEG 2000"),
          Map.entry(34_661, "JBIG"),
          Map.entry(34_676, "SGI's logarithms"),
          Map.entry(34_677, "SGI's logarithms"),
          Map.entry(34_712, "JPEG 2000"),
          Map.entry(34_887, "LERC"),
          Map.entry(34_892, "lossy JPEG of DNG"),
          Map.entry(34_925, "LZMA"),
          Map.entry(50_000, "Zstandard"),
          Map.entry(50_001, "WebP"),
          Map.entry(50_002, "JPEG XL"),
          Map.entry(52_546, "JPEG XL"));

  private static final Map<Integer, String> OTHER_COLOURS =
      Map.of(
          4, "a mask's pixels",
          8, "CIE Lab colours",
          9, "ICC Lab colours",
          10, "ITU Lab colours",
          32_844, "logarithmic luminance",
          32_845, "logarithmic colours");

  private static final Map<Integer, String> OTHER_SAMPLES =
      Map.of(
          2, "signed samples",
          3, "floating point samples",
          5, "complex samples",
          6, "complex floating point samples");

  final int width;
  final int height;
  final int bits;
  final int samples;
  final int photometric;
  final int compression;
  final boolean separate;
  final boolean differences;
  final boolean reversed;
  final int tileWidth;
  final int tileHeight;
  final long[] offsets;
  final long[] counts;

  /** Luma samples per chroma sample, along rows and columns. */
  final int[] subsampling;

  /** Whether the sample after the colours is opacity, and whether the colours are premultiplied. */
  final boolean alpha;

  final boolean premultiplied;

  private final TiffDirectory directory;

  private TiffLayout(TiffDirectory directory, long maxPixels) throws IOException {
    this.directory = directory;
    width = side(directory, WIDTH);
    height = side(directory, HEIGHT);
    compression = number(COMPRESSION, NONE);
    samples = number(SAMPLES, 1);
    photometric = number(PHOTOMETRIC, samples < 3 ? BLACK_IS_ZERO : RGB);
    bits = isLeftToJava() ? 1 : bits();
    separate = number(PLANAR, 1) == SEPARATE && samples > 1;
    differences = differences();
    reversed = number(FILL_ORDER, 1) == REVERSED;
    boolean tiled = directory.has(TILE_OFFSETS);
    tileWidth = tiled ? side(directory, TILE_WIDTH) : width;
    tileHeight = tiled ? side(directory, TILE_HEIGHT) : rowsPerStrip();
    subsampling = subsampling();
    requireColours();
    long[] extra = directory.numbers(EXTRA_SAMPLES, MOST_SAMPLES);
    int after = samples - colours();
    // Older programs add opacity without declaring it.
    alpha = after > 0 && (extra.length == 0 ? after == 1 : isOpacity(extra[0]));
    premultiplied = alpha && extra.length > 0 && extra[0] == ASSOCIATED;
    requireTile(maxPixels);
    int pieces = isLeftToJava() ? 0 : pieces();
    offsets = directory.numbers(tiled ? TILE_OFFSETS : STRIP_OFFSETS, pieces);
    counts = directory.numbers(tiled ? TILE_COUNTS : STRIP_COUNTS, pieces);
    if (offsets.length < pieces) {
      throw new IIOException(
          "TIFF has " + offsets.length + " pieces of its picture, wanted " + pieces);
    }
  }

  /**
   * The layout of a directory whose size was compared with the limit.
   *
   * @throws InvalidInputException if it is of an unsupported kind
   */
  static TiffLayout of(TiffDirectory directory, long maxPixels) throws IOException {
    return new TiffLayout(directory, maxPixels);
  }

  /** Returns one side of the picture or a tile; 0 if it is not a size, or too large for Java. */
  static int side(TiffDirectory directory, int tag) throws IOException {
    long side = directory.number(tag, 0);
    return side > 0 && side <= Integer.MAX_VALUE ? (int) side : 0;
  }

  /** Returns whether decoded samples have 16 bits. */
  boolean isWide() {
    return bits > Byte.SIZE && photometric != PALETTE;
  }

  /** Returns the bytes of a decoded pixel. */
  int decodedBytes() {
    boolean gray = photometric == WHITE_IS_ZERO || photometric == BLACK_IS_ZERO;
    return ((gray ? 1 : RgbImage.CHANNELS) + (alpha ? 1 : 0)) * (isWide() ? Short.BYTES : 1);
  }

  boolean isLeftToJava() {
    return LEFT_TO_JAVA.contains(compression);
  }

  /** Colour samples per pixel. */
  int colours() {
    return switch (photometric) {
      case RGB, YCBCR -> 3;
      case CMYK -> 4;
      default -> 1;
    };
  }

  /** Samples per pixel in one piece of the picture. */
  int bands() {
    return separate ? 1 : samples;
  }

  int tilesAcross() {
    return (int) (((long) width + tileWidth - 1) / tileWidth);
  }

  int tilesDown() {
    return (int) (((long) height + tileHeight - 1) / tileHeight);
  }

  boolean isSubsampled() {
    return subsampling[0] * subsampling[1] > 1;
  }

  TiffDirectory directory() {
    return directory;
  }

  private int number(int tag, int absent) throws IOException {
    long number = directory.number(tag, absent);
    return number < 0 || number > Integer.MAX_VALUE ? -1 : (int) number;
  }

  private int bits() throws IOException {
    if (samples < 1 || samples > MOST_SAMPLES) {
      throw refused(samples + " samples in a pixel", "1 to " + MOST_SAMPLES);
    }
    if (!READ.contains(compression)) {
      String name =
          OTHER_COMPRESSIONS.getOrDefault(compression, "the unknown method " + compression);
      throw new InvalidInputException(
          "TIFF is compressed by " + name + ", wanted none, LZW, Deflate, PackBits, JPEG or fax");
    }
    for (long format : directory.numbers(SAMPLE_FORMAT, samples)) {
      String other = OTHER_SAMPLES.get((int) format);
      if (other != null) {
        throw refused(other, "whole numbers from zero");
      }
    }
    long[] each = directory.numbers(BITS, samples);
    long first = each.length == 0 ? 1 : each[0];
    if (first < 1 || first > MOST_BITS || Arrays.stream(each).anyMatch(more -> more != first)) {
      throw refused("samples of " + Arrays.toString(each) + " bits", "1 to 16, the same for all");
    }
    return (int) first;
  }

  private boolean differences() throws IOException {
    int predictor = number(PREDICTOR, 1);
    boolean used = compression == LZW || compression == DEFLATE || compression == OLD_DEFLATE;
    if (used && predictor != 1 && (predictor != 2 || bits != 8 && bits != 16)) {
      throw refused("the predictor " + predictor + " of " + bits + " bits", "1, or 2 of 8 or 16");
    }
    return used && predictor == 2;
  }

  private int rowsPerStrip() throws IOException {
    long rows = directory.number(ROWS_PER_STRIP, height);
    return rows < 1 || rows > height ? height : (int) rows;
  }

  private int[] subsampling() throws IOException {
    if (photometric != YCBCR || compression == JPEG || isLeftToJava()) {
      return new int[] {1, 1};
    }
    long[] found = directory.numbers(SUBSAMPLING, 2);
    int[] both = found.length < 2 ? new int[] {2, 2} : new int[] {(int) found[0], (int) found[1]};
    Set<Integer> possible = Set.of(1, 2, 4);
    if (!possible.contains(both[0]) || !possible.contains(both[1])) {
      throw refused("chroma divided by " + Arrays.toString(both), "1, 2 or 4");
    }
    if (both[0] * both[1] > 1 && (bits != 8 || separate || samples != 3 || differences)) {
      throw refused(
          "divided chroma in planes, differences or other than 8 bits", "8 bits together");
    }
    return both;
  }

  private void requireColours() throws IOException {
    boolean known = photometric >= 0 && photometric <= YCBCR && photometric != 4;
    if (!known) {
      String name = OTHER_COLOURS.getOrDefault(photometric, "colours of the kind " + photometric);
      throw refused(name, "gray, RGB, YCbCr, CMYK or a palette");
    }
    if (samples < colours() && !isLeftToJava()) {
      throw refused(samples + " samples in a pixel", colours() + " or more for its colours");
    }
    if (photometric == CMYK && number(INK_SET, CMYK_INKS) != CMYK_INKS) {
      throw refused("inks other than CMYK", "cyan, magenta, yellow and black");
    }
    if (compression == JPEG && bits != Byte.SIZE) {
      throw refused("JPEG of " + bits + " bits", "8");
    }
  }

  private static boolean isOpacity(long extra) {
    return extra == ASSOCIATED || extra == UNASSOCIATED;
  }

  private void requireTile(long maxPixels) throws IIOException {
    long pixels = (long) tileWidth * tileHeight;
    long samplesPerRow = (long) tileWidth * Math.max(samples, PixelRows.CHANNELS);
    if (pixels < 1
        || pixels > Math.max(Math.max(maxPixels, ORDINARY_TILE), (long) width * height)
        || samplesPerRow > Integer.MAX_VALUE / 2) {
      throw new IIOException(
          String.format(Locale.ROOT, "TIFF has tiles of %dx%d pixels", tileWidth, tileHeight));
    }
  }

  private int pieces() throws IIOException {
    long pieces = (long) tilesAcross() * tilesDown() * (separate ? samples : 1);
    if (pieces > Integer.MAX_VALUE / Long.BYTES) {
      throw new IIOException("TIFF has " + pieces + " pieces");
    }
    return (int) pieces;
  }

  private static InvalidInputException refused(String found, String wanted) {
    return new InvalidInputException("TIFF has " + found + ", wanted " + wanted);
  }
}
