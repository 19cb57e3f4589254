package dev.deepmatting.trimap;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.check.Sizes;
import java.awt.image.BufferedImage;
import java.util.Objects;

/**
 * Makes trimaps from what is at hand: a mask, the alpha of another tool, a rectangle around the
 * object, scribbles on it, or the colour of a screen behind it. All sources are immutable and safe
 * to share between threads.
 *
 * <p>All but {@link #fromAlpha} and {@link #fromCutOut} know their object's outline only nearly.
 * The unknown band along it is as wide as is asked for where the outline is sure, and grows to
 * twice that width where it is in doubt; see {@link #fromMask}. {@link TrimapSource#expanded}
 * tightens what came out, and {@link TrimapReview} judges it.
 *
 * @since 0.1
 */
public final class Trimaps {
  private Trimaps() {}

  /**
   * From a mask or a segmentation, binary or soft. Values up to 0.05 are background, values from
   * 0.95 are foreground, what lies between is unknown.
   *
   * <p>The band on both sides of that is widened where the mask's edge is in doubt, by up to its
   * own width. The doubt at a pixel of the edge is the largest of three, each 0 to 1, measured in a
   * square around it that reaches as far as the band, but 3 to 8 pixels:
   *
   * <ul>
   *   <li>softness: how much of the square lies between 0 and 1, on average; anti-aliasing of a
   *       pixel or two counts as sharp;
   *   <li>raggedness: how much more edge the square holds than a straight line would have;
   *   <li>faintness: how little the image's mean colours differ on the two sides of the mask's
   *       edge, so that the outline cannot be seen there, or runs elsewhere.
   * </ul>
   *
   * <p>Of a part of the object that is hardly wider than the band, such as a head or an arm, the
   * core stays known: what lies deeper inside than half the part's depth nearby and half the band.
   *
   * <p>Unknown parts that hang together with no foreground, not even across a corner, become
   * background if what the mask has there is soft everywhere, or small: values from 0.95 in pieces
   * below a hundredth of the largest. If the trimap has no foreground at all, they stay.
   *
   * @param mask near 1 where the object is, near 0 elsewhere; of the image's size
   * @param band how far the unknown reaches from a sure edge, on both sides
   * @return a source that throws an InvalidInputException if the sizes differ, if the mask is
   *     foreground everywhere or background everywhere, or if the band leaves nothing unknown, or
   *     nothing known
   */
  public static TrimapSource fromMask(AlphaMatte mask, Band band) {
    return new MaskSource(mask, band);
  }

  /**
   * From the alpha of a cut-out that another tool made. Values up to 0.05 are background, values
   * from 0.95 are foreground: such tools seldom reach 0 and 1 exactly. What lies between is
   * unknown, and so is the band on both sides of it, of the same width everywhere.
   *
   * @param alpha the matte, of the image's size
   * @param band how far the unknown reaches beyond soft pixels and hard edges
   * @return a source that throws an InvalidInputException if the sizes differ, if the matte is
   *     foreground everywhere or background everywhere, or if the band leaves nothing unknown, or
   *     nothing known
   */
  public static TrimapSource fromAlpha(AlphaMatte alpha, Band band) {
    return new AlphaSource(alpha, band);
  }

  /**
   * From the transparency of a picture that another tool cut out; see {@link #fromAlpha}.
   *
   * @param cutOut a picture with transparency, of the image's size; its colours do not matter
   * @param band how far the unknown reaches beyond soft pixels and hard edges
   * @return a source as that of {@link #fromAlpha}
   * @throws InvalidInputException if the picture's type has no transparency
   */
  public static TrimapSource fromCutOut(BufferedImage cutOut, Band band) {
    return fromAlpha(AlphaSource.transparency(cutOut), band);
  }

  /**
   * From a rectangle around the whole object, by GrabCut (Rother, Kolmogorov and Blake, "GrabCut:
   * Interactive Foreground Extraction using Iterated Graph Cuts", SIGGRAPH 2004). What lies outside
   * is taken for background.
   *
   * <p>Images whose longer side exceeds 512 pixels are segmented on a reduced copy. The outline is
   * then known to a pixel of that copy; when the mask is enlarged its edge becomes a ramp that is
   * unknown as a whole, and the band comes on top. Small holes in the object are unknown as well,
   * and small pieces whose band reaches the object's: the model decides about them. Small pieces
   * further off are background. Small is below a hundredth of the object's largest piece.
   *
   * <p>A segmentation knows no transparency: hair that lets the background through, glass and smoke
   * come out as object or as background. Where there is much of that, paint it as unknown, or take
   * a wider band.
   *
   * <p>The segmentation is an {@link ObjectSegmenter} of the class path; {@code matting-dl4j} has
   * one. The same picture gives the same trimap.
   *
   * @param left its first column, from 0
   * @param top its first row, from 0
   * @param width its columns, at least 1
   * @param height its rows, at least 1
   * @param band how far the unknown reaches from a sure edge; see {@link #fromMask}
   * @return a source that throws an InvalidInputException if the rectangle does not lie inside the
   *     image, leaves no background around it, or holds nothing that stands out, and an
   *     EngineException if no segmenter is on the class path
   * @throws InvalidInputException if width or height is below 1, or left or top below 0
   */
  public static TrimapSource fromRectangle(int left, int top, int width, int height, Band band) {
    return new RectangleSource(left, top, width, height, band);
  }

  /**
   * From scribbles on the object and around it, by GrabCut: the colours of object and background
   * are learnt from the scribbled pixels, and the rest is parted by them. What was scribbled on
   * stays known. As to large images, small pieces and the segmenter see {@link #fromRectangle}; a
   * small piece with a stroke of 255 in it is not lost.
   *
   * @param scribbles 255 = surely object, 0 = surely not, 128 = unsaid; of the image's size
   * @param band how far the unknown reaches from a sure edge; see {@link #fromMask}
   * @return a source that throws an InvalidInputException if the sizes differ, and an
   *     EngineException if no segmenter is on the class path
   * @throws InvalidInputException if one of the three values is missing
   */
  public static TrimapSource fromScribbles(Trimap scribbles, Band band) {
    return new ScribbleSource(scribbles, band);
  }

  /**
   * From the colour of a screen behind the object.
   *
   * @param key the colour and what counts as it
   * @return a source that throws an InvalidInputException if the colour is not found in the image,
   *     or nothing else
   */
  public static TrimapSource fromChromaKey(ChromaKey key) {
    Objects.requireNonNull(key, "key");
    return key::trimap;
  }

  /**
   * Takes out of a matte what touches no known foreground: specks that a rough trimap let in.
   *
   * <p>Pixels of at least 0.1 that share a side or a corner hang together; a piece without a pixel
   * of known foreground becomes 0.
   *
   * @param alpha a matte
   * @param trimap its trimap, of the same size
   * @return the matte without such pieces; the same one if the trimap has no foreground
   * @throws InvalidInputException if the sizes differ
   */
  public static AlphaMatte withoutIslands(AlphaMatte alpha, Trimap trimap) {
    Sizes.requireSame(
        "trimap", trimap.width(), trimap.height(), "alpha", alpha.width(), alpha.height());
    return trimap.foregroundCount() == 0 ? alpha : Islands.cleared(alpha, trimap);
  }

  /** The alpha of a cut-out that another tool made. */
  record AlphaSource(AlphaMatte alpha, Band band) implements TrimapSource {
    private static final int ALPHA_SHIFT = 24;
    private static final float MAX_8 = 255f;

    AlphaSource {
      Objects.requireNonNull(alpha, "alpha");
      Objects.requireNonNull(band, "band");
    }

    @Override
    public Trimap trimap(RgbImage image) {
      Sizes.requireSame(
          "alpha", alpha.width(), alpha.height(), "image", image.width(), image.height());
      return TrimapGenerator.byDistance(band).fromMask(alpha, "alpha");
    }

    /** The opacity of each pixel, in steps of 1/255. */
    static AlphaMatte transparency(BufferedImage cutOut) {
      Objects.requireNonNull(cutOut, "cutOut");
      if (!cutOut.getColorModel().hasAlpha()) {
        throw new InvalidInputException(
            "cutOut is a picture without transparency, wanted one with an alpha channel");
      }
      int width = cutOut.getWidth();
      int height = cutOut.getHeight();
      float[] values = new float[Math.multiplyExact(width, height)];
      int[] row = new int[width];
      for (int y = 0, at = 0; y < height; y++) {
        cutOut.getRGB(0, y, width, 1, row, 0, width);
        for (int x = 0; x < width; x++, at++) {
          values[at] = (row[x] >>> ALPHA_SHIFT) / MAX_8;
        }
      }
      return AlphaMatte.of(width, height, values);
    }
  }
}
