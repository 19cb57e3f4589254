package dev.deepmatting.data.scene;

import dev.deepmatting.data.SampleRandom;

/**
 * A painter's tools and canvas.
 *
 * @param random the draws of this scene
 * @param canvas initially transparent
 * @param palette colours to use; those of the background if the scene is to be hard
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

  /** Returns the shorter side, the unit of lengths. */
  double side() {
    return Math.min(width(), height());
  }

  /** Scales a range of pixels at a side of 640 to this size; lengths below a pixel do not scale. */
  double scaled(double low, double high) {
    return random.uniform(low, high) * side() / 640;
  }

  /** Returns typical colours, or the palette if the scene is camouflaged. */
  Palette paletteOf(Palette common) {
    return camouflaged ? palette : common;
  }

  /** Returns another surface in the scene's colours, for something solid. */
  Ink surface() {
    return surfaces.next(random, width(), height(), palette, Part.whole(width(), height()));
  }

  /** Returns such a surface, which need not be larger than an outline. */
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
