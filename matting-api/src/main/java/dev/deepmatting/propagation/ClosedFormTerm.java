package dev.deepmatting.propagation;

/**
 * The matting Laplacian of Levin, Lischinski and Weiss over 3x3 windows: it penalises each
 * deviation of alpha, within a window, from a linear function of the colours. Windows without an
 * unknown pixel are omitted; they would only connect known pixels.
 *
 * <p>Of the 25 entries in a row, only the diagonal and the 12 that point forward in row-major order
 * are stored; the others follow by symmetry.
 */
final class ClosedFormTerm implements SystemTerm {
  private static final int WINDOW = 9;
  private static final int FORWARD = 12;

  /** The table indices of the entries for one and two rows below, columns -2 to 2. */
  private static final int ONE_BELOW = 2;

  private static final int TWO_BELOW = 7;

  /** The entry that connects the i-th pixel of a window with its j-th, for i less than j. */
  private static final int[][] ENTRY = entries();

  /** Rows assembled together; windows of every second band do not overlap. */
  private static final int BAND = 16;

  private final UnknownLayout layout;
  private final double[][] forward = new double[FORWARD][];
  private final double[] diagonal;
  private final double epsilon;
  private final double weight;

  /**
   * Assembles the Laplacian.
   *
   * @param layout the unknowns of the picture
   * @param colours red, green and blue, near 0 to 1; at least 3x3 pixels
   * @param epsilon keeps the covariance of a window from being singular
   * @param weight factor of the Laplacian
   */
  ClosedFormTerm(
      UnknownLayout layout, Plane colours, double epsilon, double weight, Workers workers) {
    this.layout = layout;
    this.epsilon = epsilon;
    this.weight = weight;
    diagonal = new double[layout.size];
    for (int i = 0; i < FORWARD; i++) {
      forward[i] = new double[layout.size];
    }
    int bands = (colours.height() + BAND - 1) / BAND;
    workers.run((bands + 1) / 2, i -> assemble(2 * i, colours));
    workers.run(bands / 2, i -> assemble(2 * i + 1, colours));
  }

  private static int[][] entries() {
    int[][] entries = new int[WINDOW][WINDOW];
    for (int i = 0; i < WINDOW; i++) {
      for (int j = i + 1; j < WINDOW; j++) {
        int right = j % 3 - i % 3;
        int below = j / 3 - i / 3;
        entries[i][j] = below == 0 ? right - 1 : ONE_BELOW + (below - 1) * 5 + right + 2;
      }
    }
    return entries;
  }

  private void assemble(int band, Plane colours) {
    Window window = new Window();
    int end = Math.min(colours.height() - 1, (band + 1) * BAND);
    for (int y = Math.max(1, band * BAND); y < end; y++) {
      for (int x = 1; x < colours.width() - 1; x++) {
        if (hasUnknown(x, y)) {
          window.read(colours, x, y);
          window.factorise();
          window.add();
        }
      }
    }
  }

  private boolean hasUnknown(int x, int y) {
    int width = layout.labels.width();
    int centre = y * width + x;
    if (layout.place(centre) < 0) {
      return false;
    }
    for (int row = centre - width; row <= centre + width; row += width) {
      if (layout.labels.isUnknown(row - 1)
          || layout.labels.isUnknown(row)
          || layout.labels.isUnknown(row + 1)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void addProduct(int chunk, double[] x, double[] y) {
    for (int run = layout.firstRun(chunk); run < layout.firstRun(chunk + 1); run++) {
      int base = layout.base(run);
      int length = layout.length(run);
      addSameRow(x, y, base, length);
      addRow(x, y, base, length, layout.base(run, 1), layout.base(run, -1), ONE_BELOW);
      addRow(x, y, base, length, layout.base(run, 2), layout.base(run, -2), TWO_BELOW);
    }
  }

  private void addSameRow(double[] x, double[] y, int base, int length) {
    double[] one = forward[0];
    double[] two = forward[1];
    for (int i = base; i < base + length; i++) {
      y[i] +=
          diagonal[i] * x[i]
              + one[i] * x[i + 1]
              + one[i - 1] * x[i - 1]
              + two[i] * x[i + 2]
              + two[i - 2] * x[i - 2];
    }
  }

  private void addRow(
      double[] x, double[] y, int base, int length, int below, int above, int first) {
    double[] left2 = forward[first];
    double[] left1 = forward[first + 1];
    double[] same = forward[first + 2];
    double[] right1 = forward[first + 3];
    double[] right2 = forward[first + 4];
    if (below >= 0) {
      for (int i = 0; i < length; i++) {
        y[base + i] +=
            left2[base + i] * x[below + i - 2]
                + left1[base + i] * x[below + i - 1]
                + same[base + i] * x[below + i]
                + right1[base + i] * x[below + i + 1]
                + right2[base + i] * x[below + i + 2];
      }
    }
    if (above >= 0) {
      for (int i = 0; i < length; i++) {
        y[base + i] +=
            left2[above + i + 2] * x[above + i + 2]
                + left1[above + i + 1] * x[above + i + 1]
                + same[above + i] * x[above + i]
                + right1[above + i - 1] * x[above + i - 1]
                + right2[above + i - 2] * x[above + i - 2];
      }
    }
  }

  @Override
  public void addDiagonal(double[] target) {
    for (int i = 0; i < target.length; i++) {
      target[i] += diagonal[i];
    }
  }

  @Override
  public void addRightSide(double[] rightSide) {
    double[] known = layout.known();
    double[] product = new double[layout.size];
    for (int chunk = 0; chunk < layout.chunkCount(); chunk++) {
      addProduct(chunk, known, product);
    }
    for (int i = 0; i < product.length; i++) {
      rightSide[i] -= product[i];
    }
  }

  /**
   * The colours of one window, minus their mean, in a basis in which their covariance is the
   * identity. It uses the Cholesky factor, because the inverse by cofactors loses all digits if
   * colours are gray, or otherwise on a line, and epsilon is small compared with their squares.
   */
  private final class Window {
    private final int[] places = new int[WINDOW];
    private final double[] colours = new double[3 * WINDOW];
    private double red;
    private double green;
    private double blue;
    private double greenByRed;
    private double blueByRed;
    private double blueByGreen;

    void read(Plane picture, int x, int y) {
      int width = picture.width();
      float[] values = picture.values();
      double redSum = 0;
      double greenSum = 0;
      double blueSum = 0;
      for (int i = 0; i < WINDOW; i++) {
        int pixel = (y + i / 3 - 1) * width + x + i % 3 - 1;
        places[i] = layout.place(pixel);
        redSum += colours[3 * i] = values[3 * pixel];
        greenSum += colours[3 * i + 1] = values[3 * pixel + 1];
        blueSum += colours[3 * i + 2] = values[3 * pixel + 2];
      }
      for (int i = 0; i < 3 * WINDOW; i += 3) {
        colours[i] -= redSum / WINDOW;
        colours[i + 1] -= greenSum / WINDOW;
        colours[i + 2] -= blueSum / WINDOW;
      }
    }

    /** Finds the inverted diagonal of the covariance's factor, and the entries below it. */
    void factorise() {
      double rr = epsilon;
      double rg = 0;
      double rb = 0;
      double gg = epsilon;
      double gb = 0;
      double bb = epsilon;
      for (int i = 0; i < 3 * WINDOW; i += 3) {
        double r = colours[i];
        double g = colours[i + 1];
        double b = colours[i + 2];
        rr += r * r;
        rg += r * g;
        rb += r * b;
        gg += g * g;
        gb += g * b;
        bb += b * b;
      }
      red = 1 / Math.sqrt(rr);
      greenByRed = rg * red;
      blueByRed = rb * red;
      // The rest is at least epsilon, except for rounding.
      green = 1 / Math.sqrt(Math.max(epsilon, gg - greenByRed * greenByRed));
      blueByGreen = (gb - greenByRed * blueByRed) * green;
      double rest = bb - blueByRed * blueByRed - blueByGreen * blueByGreen;
      blue = 1 / Math.sqrt(Math.max(epsilon, rest));
    }

    void add() {
      for (int i = 0; i < 3 * WINDOW; i += 3) {
        double r = colours[i] * red;
        double g = (colours[i + 1] - greenByRed * r) * green;
        double b = (colours[i + 2] - blueByRed * r - blueByGreen * g) * blue;
        // The sums are nine times the covariance, whose root is three times theirs.
        colours[i] = 3 * r;
        colours[i + 1] = 3 * g;
        colours[i + 2] = 3 * b;
      }
      for (int i = 0; i < WINDOW; i++) {
        diagonal[places[i]] += weight - weight / WINDOW * (1 + product(i, i));
        for (int j = i + 1; j < WINDOW; j++) {
          forward[ENTRY[i][j]][places[i]] -= weight / WINDOW * (1 + product(i, j));
        }
      }
    }

    private double product(int i, int j) {
      return colours[3 * i] * colours[3 * j]
          + colours[3 * i + 1] * colours[3 * j + 1]
          + colours[3 * i + 2] * colours[3 * j + 2];
    }
  }
}
