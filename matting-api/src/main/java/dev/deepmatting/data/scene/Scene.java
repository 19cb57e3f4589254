package dev.deepmatting.data.scene;

import dev.deepmatting.data.SampleRandom;

/**
 * What a painter paints with and on.
 *
 * @param random the draws of this scene
 * @param canvas transparent at first
 * @param palette colours to use; those of the background where the scene is to be a hard one
 * @param camouflaged whether they are the background's
 * @param surfaces what solid parts are covered with
 * @param fill for shapes
 * @param pen for strands
 */
record Scene(
    SampleRandom random,
    Canvas canvas,
    Palette palette,
    boolean camouflaged,
    Look.Surfaces surfaces,
    PolygonFill fill,
    StrandPen pen) {

  static Scene of(SampleRandom random, int width, int height, Look look) {
    return new Scene(
        random,
        new Canvas(width, height),
        look.palette(),
        look.camouflaged(),
        look.surfaces(),
        new PolygonFill(width, height),
        new StrandPen(width, height));
  }

  /** Returns the same scene on another canvas of the same size. */
  Scene on(Canvas other) {
    return new Scene(random, other, palette, camouflaged, surfaces, fill, pen);
  }

  Canvas newCanvas() {
    return new Canvas(width(), height());
  }

  int width() {
    return canvas.width();
  }

  int height() {
    return canvas.height();
  }

  /** Returns the shorter side: what lengths are measured in. */
  double side() {
    return Math.min(width(), height());
  }

  /**
   * Returns a range of pixels at 640, for this size; what is thinner than a pixel does not scale.
   */
  double scaled(double low, double high) {
    return random.uniform(low, high) * side() / 640;
  }

  /** Colours as they are common for something, or the palette's where it is camouflaged. */
  Palette paletteOf(Palette common) {
    return camouflaged ? palette : common;
  }

  /** Another surface in the scene's colours, for something solid. */
  Ink surface() {
    return surfaces.next(random, width(), height(), palette, Part.whole(width(), height()));
  }

  /** Returns a surface as above that need not be wider than an outline. */
  Ink surface(Outline outline) {
    return surface(outline, palette);
  }

  Ink surface(Outline outline, Palette colours) {
    return surfaces.next(random, width(), height(), colours, Part.of(outline, width(), height()));
  }

  void fill(Outline outline, Ink ink) {
    fill.fill(canvas, outline, ink);
  }

  void draw(Strand strand, Colour colour) {
    pen.draw(canvas, strand, colour);
  }
}
