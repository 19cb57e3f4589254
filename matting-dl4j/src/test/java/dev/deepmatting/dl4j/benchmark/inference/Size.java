package dev.deepmatting.dl4j.benchmark.inference;

/** Height and width in pixels, multiples of 32. */
record Size(int height, int width) {
  static Size parse(String text) {
    String[] sides = text.split("x");
    Size size = new Size(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
    if (sides.length != 2 || size.height % 32 != 0 || size.width % 32 != 0) {
      throw new IllegalArgumentException(
          "size is " + text + ", wanted HEIGHTxWIDTH in multiples of 32");
    }
    return size;
  }

  @Override
  public String toString() {
    return height + "x" + width;
  }
}
