package dev.deepmatting.data.scene;

/** The fill of a shape. */
interface Ink {
  /**
   * Returns the colour at a pixel.
   *
   * @param rgba receives red, green, blue (not premultiplied) and opacity
   */
  void at(int x, int y, float[] rgba);

  static Ink plain(Colour colour, double opacity) {
    return (x, y, rgba) -> put(rgba, colour, opacity);
  }

  /** Returns a gradient along a line from one point to another. */
  static Ink gradient(double x0, double y0, Colour from, double x1, double y1, Colour to) {
    double dx = x1 - x0;
    double dy = y1 - y0;
    double scale = 1 / Math.max(1e-6, dx * dx + dy * dy);
    return (x, y, rgba) -> {
      double t = ((x + 0.5 - x0) * dx + (y + 0.5 - y0) * dy) * scale;
      float s = (float) Math.max(0, Math.min(1, t));
      rgba[0] = from.red() + (to.red() - from.red()) * s;
      rgba[1] = from.green() + (to.green() - from.green()) * s;
      rgba[2] = from.blue() + (to.blue() - from.blue()) * s;
      rgba[3] = 1;
    };
  }

  static void put(float[] rgba, Colour colour, double opacity) {
    rgba[0] = colour.red();
    rgba[1] = colour.green();
    rgba[2] = colour.blue();
    rgba[3] = (float) opacity;
  }
}
