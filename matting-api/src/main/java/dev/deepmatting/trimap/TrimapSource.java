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
}
