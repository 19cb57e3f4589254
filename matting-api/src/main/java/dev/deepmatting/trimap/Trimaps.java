package dev.deepmatting.trimap;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.check.Sizes;
import dev.deepmatting.segmentation.SegmentationModel;
import java.awt.image.BufferedImage;
import java.util.Objects;

/**
 * Makes trimaps from a mask, the alpha of another tool, a rectangle around the object, scribbles on
 * it, the colour of a screen behind it, or what a network finds. All sources are immutable and safe
 * to share between threads.
 *
 * <p>All sources except {@link #fromAlpha} and {@link #fromCutOut} know the object's outline only
 * roughly. The unknown band along it has the requested width where the outline is certain, and
 * grows to twice that width where it is in doubt; see {@link #fromMask}. {@link
 * TrimapSource#expanded} tightens the result, and {@link TrimapReview} checks it.
 *
 * @since 0.1
 */
public final class Trimaps {
  private Trimaps() {}

  /**
   * Returns a source from a binary or soft mask or segmentation. Values up to 0.05 are background,
   * values from 0.95 are foreground, and values in between are unknown.
   *
   * <p>The band on both sides of the edge widens by up to its own width where the mask's edge is in
   * doubt. The doubt at a pixel of the edge is the largest of three measures, each 0 to 1, taken in
   * a square around it that extends as far as the band, limited to 3 to 8 pixels:
   *
   * <ul>
   *   <li>softness: how much of the square is between 0 and 1, on average; anti-aliasing over a
   *       pixel or two counts as sharp;
   *   <li>raggedness: how much more edge the square contains than a straight line would;
   *   <li>faintness: how little the image's mean colours differ on the two sides of the mask's
   *       edge, so that the outline is invisible there, or is elsewhere.
   * </ul>
   *
   * <p>If a part of the object is hardly wider than the band, as with a head or an arm, its core
   * stays known: the pixels deeper inside than half the part's depth nearby and half the band.
   *
   * <p>Unknown parts not connected to any foreground, not even across a corner, become background
   * if the mask is soft everywhere there, or has values from 0.95 only in pieces below a hundredth
   * of the largest. If the trimap has no foreground at all, they stay.
   *
   * @param mask near 1 where the object is, near 0 elsewhere; of the image's size
   * @param band how far the unknown region extends from a certain edge, on both sides
   * @return a source that throws an InvalidInputException if the sizes differ, if the mask is
   *     foreground everywhere or background everywhere, or if the band leaves nothing unknown, or
   *     nothing known
   */
  public static TrimapSource fromMask(AlphaMatte mask, Band band) {
    return new MaskSource(mask, band);
  }

  /**
   * Returns a source from the alpha of a cut-out by another tool. Values up to 0.05 are background,
   * values from 0.95 are foreground, because such tools seldom reach 0 and 1 exactly. Values in
   * between are unknown, and so is a band of constant width on both sides of them.
   *
   * @param alpha the matte, of the image's size
   * @param band how far the unknown region extends beyond soft pixels and hard edges
   * @return a source that throws an InvalidInputException if the sizes differ, if the matte is
   *     foreground everywhere or background everywhere, or if the band leaves nothing unknown, or
   *     nothing known
   */
  public static TrimapSource fromAlpha(AlphaMatte alpha, Band band) {
    return new AlphaSource(alpha, band);
  }

  /**
   * Returns a source from the transparency of a picture cut out by another tool; see {@link
   * #fromAlpha}.
   *
   * @param cutOut a picture with transparency, of the image's size; its colours do not matter
   * @param band how far the unknown region extends beyond soft pixels and hard edges
   * @return a source like that of {@link #fromAlpha}
   * @throws InvalidInputException if the picture's type has no transparency
   */
  public static TrimapSource fromCutOut(BufferedImage cutOut, Band band) {
    return fromAlpha(AlphaSource.transparency(cutOut), band);
  }

  /**
   * Returns a source from a rectangle around the whole object, by GrabCut (Rother, Kolmogorov and
   * Blake, "GrabCut: Interactive Foreground Extraction using Iterated Graph Cuts", SIGGRAPH 2004).
   * Everything outside it counts as background.
   *
   * <p>Images whose longer side exceeds 512 pixels are segmented on a reduced copy. The outline is
   * then known to a pixel of that copy; enlarging the mask turns its edge into a ramp that is
   * entirely unknown, and the band is added to it. Small holes in the object are unknown too, and
   * so are small pieces whose band reaches the object's: the model decides about them. Small pieces
   * further away are background. Small means below a hundredth of the object's largest piece.
   *
   * <p>A segmentation has no transparency: see-through hair, glass and smoke become object or
   * background. If there is much of that, paint it as unknown, or use a wider band.
   *
   * <p>An {@link ObjectSegmenter} on the class path does the segmentation; {@code matting-dl4j} has
   * one. The same picture always gets the same trimap.
   *
   * @param left its first column, from 0
   * @param top its first row, from 0
   * @param width its columns, at least 1
   * @param height its rows, at least 1
   * @param band how far the unknown region extends from a certain edge; see {@link #fromMask}
   * @return a source that throws an InvalidInputException if the rectangle is not inside the image,
   *     leaves no background around it, or contains nothing that stands out, and an EngineException
   *     if no segmenter is on the class path
   * @throws InvalidInputException if width or height is below 1, or left or top below 0
   */
  public static TrimapSource fromRectangle(int left, int top, int width, int height, Band band) {
    return new RectangleSource(left, top, width, height, band);
  }

  /**
   * Returns a source from scribbles on the object and around it, by GrabCut: it learns the colours
   * of object and background from the scribbled pixels and separates the rest by them. Scribbled
   * pixels stay known. For large images, small pieces and the segmenter see {@link #fromRectangle};
   * a small piece that contains a stroke of 255 is not lost.
   *
   * @param scribbles 255 = object, 0 = not object, 128 = no scribble; of the image's size
   * @param band how far the unknown region extends from a certain edge; see {@link #fromMask}
   * @return a source that throws an InvalidInputException if the sizes differ, and an
   *     EngineException if no segmenter is on the class path
   * @throws InvalidInputException if one of the three values is missing
   */
  public static TrimapSource fromScribbles(Trimap scribbles, Band band) {
    return new ScribbleSource(scribbles, band);
  }

  /**
   * Returns a source from the colour of a screen behind the object.
   *
   * @param key the colour and its tolerances
   * @return a source that throws an InvalidInputException if the image does not contain the colour,
   *     or contains nothing else
   */
  public static TrimapSource fromChromaKey(ChromaKey key) {
    Objects.requireNonNull(key, "key");
    return key::trimap;
  }

  /**
   * Returns a source from what a network finds in the photograph: all its objects. The band follows
   * the picture, unless {@link AutomaticSource#withBand(Band)} says otherwise.
   *
   * @param model the network, which stays open as long as the source is used
   * @return a source that throws an InvalidInputException if the network finds nothing, or nothing
   *     but the object, and what {@link SegmentationModel#segment} throws
   */
  public static AutomaticSource automatic(SegmentationModel model) {
    return automatic(model, MaskedObjects.all());
  }

  /**
   * Returns a source from some of the objects that a network finds in the photograph.
   *
   * @param model the network, which stays open as long as the source is used
   * @param objects which objects to keep
   * @return a source that throws an InvalidInputException if the network finds nothing of them, or
   *     nothing but them, and what {@link SegmentationModel#segment} throws
   */
  public static AutomaticSource automatic(SegmentationModel model, MaskedObjects objects) {
    return AutomaticSource.of(Objects.requireNonNull(model, "model"), objects);
  }

  /**
   * Returns a source from the object that stands out from the picture's border, without a network.
   * It works best for one object in the middle of a quiet ground, and refuses pictures in which it
   * is not sure.
   *
   * @param objects which objects to keep
   * @return a source that throws an InvalidInputException that says what was seen if it is not sure
   *     enough, and an {@link dev.deepmatting.error.EngineException} if no segmenter is on the
   *     class path (matting-dl4j brings one)
   */
  public static AutomaticSource salient(MaskedObjects objects) {
    return AutomaticSource.of(null, objects);
  }

  /**
   * Removes everything from a matte that touches no known foreground: specks that a rough trimap
   * let in.
   *
   * <p>Pixels of at least 0.1 that share a side or a corner are connected; a piece without a pixel
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

  /** The alpha of another tool's cut-out. */
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

    /** Returns the opacity of each pixel, in steps of 1/255. */
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
