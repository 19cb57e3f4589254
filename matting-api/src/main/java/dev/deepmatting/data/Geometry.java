package dev.deepmatting.data;

import dev.deepmatting.image.RgbImage;
import dev.deepmatting.internal.pixel.Affine;

/**
 * The origin of a sample's pixels. The frame is the foreground, enlarged until a crop fits.
 *
 * @param size the sample's side
 * @param cropSide the crop's side in the frame
 * @param flipped whether the sample is mirrored
 * @param frameScale the frame's size over the foreground's
 * @param left the crop's left edge in the frame
 * @param top the crop's top edge in the frame
 * @param centreX the column of the foreground's centre of rotation, in the frame
 * @param centreY the row of that centre
 */
record Geometry(
    int size,
    int cropSide,
    boolean flipped,
    double frameScale,
    double left,
    double top,
    double centreX,
    double centreY) {
  static Geometry draw(Recipe recipe, Foreground foreground, SampleRandom random) {
    int side = random.forPurpose("crop").pick(recipe.cropSides());
    double width = foreground.alpha().width();
    double height = foreground.alpha().height();
    double scale = Math.max(1, side / Math.min(width, height));
    SoftPixel soft = SoftPixel.draw(foreground, random.forPurpose("centre"));
    double x = (soft.x() + 0.5) * scale;
    double y = (soft.y() + 0.5) * scale;
    return new Geometry(
        recipe.size(),
        side,
        random.forPurpose("flip").chance(recipe.flipProbability()),
        scale,
        within(x - side / 2.0, width * scale - side),
        within(y - side / 2.0, height * scale - side),
        x,
        y);
  }

  private static double within(double start, double latest) {
    // Starts on whole pixels, so that an unscaled crop is not blurred.
    return Math.max(0, Math.min(Math.floor(start), latest));
  }

  /** Returns the transform from the sample to the frame, before the foreground is rotated. */
  private Affine toFrame() {
    Affine mirror = flipped ? Affine.mirrorX(size) : Affine.IDENTITY;
    double scale = (double) cropSide / size;
    return mirror.then(Affine.scaling(scale, scale)).then(Affine.translation(left, top));
  }

  /** Returns the transform from the sample to the foreground's pixels. */
  Affine toForeground(Affine turn) {
    return toFrame()
        .then(Affine.translation(-centreX, -centreY))
        .then(turn)
        .then(Affine.translation(centreX, centreY))
        .then(Affine.scaling(1 / frameScale, 1 / frameScale));
  }

  /**
   * Returns the transform from the sample to the pixels of a picture that is enlarged, if
   * necessary, to cover the frame, and placed at random.
   */
  Affine toCover(Foreground framed, RgbImage picture, SampleRandom random) {
    double frameWidth = framed.alpha().width() * frameScale;
    double frameHeight = framed.alpha().height() * frameScale;
    double scale =
        Math.max(1, Math.max(frameWidth / picture.width(), frameHeight / picture.height()));
    double right = Math.rint(random.uniform(0, picture.width() * scale - frameWidth));
    double down = Math.rint(random.uniform(0, picture.height() * scale - frameHeight));
    return toFrame()
        .then(Affine.translation(right, down))
        .then(Affine.scaling(1 / scale, 1 / scale));
  }
}
