package dev.deepmatting.trimap;

import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;

/**
 * Where the trimap of an image comes from. {@link Trimaps} makes sources from masks, mattes,
 * rectangles, scribbles and key colours; any other function of the image is one too:
 *
 * <pre>{@code
 * AlphaMatte alpha = matting.predict(image, Trimaps.fromRectangle(40, 30, 500, 420, band));
 * AlphaMatte other = matting.predict(image, picture -> myOwnTrimap(picture));
 * }</pre>
 *
 * <p>The sources of {@link Trimaps} are immutable and safe to share between threads, and so is what
 * {@link #expanded} makes of such a source.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface TrimapSource {
  /**
   * Makes the trimap of an image.
   *
   * @param image the photograph
   * @return its trimap, of the same size
   * @throws dev.deepmatting.error.InvalidInputException if the source does not fit the image, or
   *     finds no object in it
   * @throws dev.deepmatting.error.EngineException if it needs a backend that is missing or fails
   */
  Trimap trimap(RgbImage image);

  /**
   * A source that tightens what this one gives, where the image tells that it can be tighter.
   *
   * @param expansion how
   * @return a source of trimaps with the same known pixels and mostly more, which throws what this
   *     one throws, an InvalidInputException if this one's trimap is not of the image's size, and a
   *     {@link dev.deepmatting.error.MattingInterruptedException} if the thread is interrupted
   */
  default TrimapSource expanded(LabelExpansion expansion) {
    return new ExpandedSource(this, expansion);
  }

  /**
   * Whether the unknown region is a guess, so that it may hold things that have nothing to do with
   * the object. {@link dev.deepmatting.Matting#predict(RgbImage, TrimapSource)} then takes what
   * touches no known foreground out of the matte; see {@link Trimaps#withoutIslands}.
   *
   * @return true for masks, rectangles and scribbles, false unless a source says otherwise
   */
  default boolean isRough() {
    return false;
  }
}
