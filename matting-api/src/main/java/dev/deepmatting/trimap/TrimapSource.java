package dev.deepmatting.trimap;

import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;

/**
 * Makes the trimap of an image. {@link Trimaps} creates sources from masks, mattes, rectangles,
 * scribbles and key colours; any function of the image works too:
 *
 * <pre>{@code
 * AlphaMatte alpha = matting.predict(image, Trimaps.fromRectangle(40, 30, 500, 420, band));
 * AlphaMatte other = matting.predict(image, picture -> myOwnTrimap(picture));
 * }</pre>
 *
 * <p>The sources of {@link Trimaps} are immutable and safe to share between threads, and so are
 * their {@link #expanded} variants.
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
   * Returns a source that tightens the trimaps of this one where the image allows it.
   *
   * @param expansion the method of tightening
   * @return a source of trimaps with the same known pixels and usually more; it throws what this
   *     source throws, an InvalidInputException if this source's trimap does not have the image's
   *     size, and a {@link dev.deepmatting.error.MattingInterruptedException} if the thread is
   *     interrupted
   */
  default TrimapSource expanded(LabelExpansion expansion) {
    return new ExpandedSource(this, expansion);
  }

  /**
   * Returns whether the unknown region is a guess that can contain things unrelated to the object.
   * {@link dev.deepmatting.Matting#predict(RgbImage, TrimapSource)} then removes everything from
   * the matte that touches no known foreground; see {@link Trimaps#withoutIslands}.
   *
   * @return true for masks, rectangles and scribbles, false by default
   */
  default boolean isRough() {
    return false;
  }
}
