package dev.deepmatting.trimap;

/**
 * The colour of a screen as it is in a picture.
 *
 * @param centre the colour
 * @param spread the median distance of the screen's pixels from it
 */
record KeyColour(Oklab centre, double spread) {
  /** From this chroma on the key is a colour rather than a gray. */
  private static final double COLOURFUL = 0.1;

  /** What lightness counts for against a colourful key, whose screen is seldom lit evenly. */
  private static final double LIGHTNESS_OF_COLOURS = 0.25;

  /** How far a colour is from the key; white is about 0.25 from a screen's green, black 0.3. */
  double distance(Oklab colour) {
    double colourful = Math.min(1, centre.chroma() / COLOURFUL);
    double weight = 1 - colourful * (1 - LIGHTNESS_OF_COLOURS);
    double lightness = weight * (colour.lightness() - centre.lightness());
    double a = colour.a() - centre.a();
    double b = colour.b() - centre.b();
    return Math.sqrt(lightness * lightness + a * a + b * b);
  }

  /**
   * How much of the key's tint a colour has: 1 for the key itself, 0 for gray, less for the
   * opposite hue. 0 where the key is a gray, which tints nothing.
   */
  double tint(Oklab colour) {
    double chroma = centre.chroma();
    if (chroma < COLOURFUL / 2) {
      return 0;
    }
    return (colour.a() * centre.a() + colour.b() * centre.b()) / (chroma * chroma);
  }
}
