package dev.deepmatting.propagation;

import dev.deepmatting.internal.check.Ranges;
import dev.deepmatting.trimap.LabelExpansion;
import java.util.Locale;

/**
 * The method to take first: one layer of the {@link ThreeLayerGraph}, from coarse to fine. It is
 * faster than the published method by an order of magnitude, and better on photographs.
 *
 * <ul>
 *   <li>Neighbours are looked for among the unknown pixels, the known ones within 16 pixels of
 *       them, and a regular sample of the rest; sumD, here called texture, is found on a reduced
 *       picture, weighs less, and takes fewer steps.
 *   <li>The other two layers tie pixels of like colours over any distance. With a start from a
 *       coarser picture they no longer help.
 *   <li>The solution of the picture at half size, found in the same way, is the start. The solver
 *       stops early at each size: what the picture hardly tells stays as the coarser one has it.
 *   <li>Colours mix in amounts of light, as behind a lens: there a pixel's neighbours have to give
 *       its colour. Neighbours are looked for in samples, whose differences are as the eye sees
 *       them, and the matting Laplacian takes the mean of both.
 *   <li>As it stops early, it ends a little short of 0 and 1: alphas within a margin of 0.03 become
 *       0 and 1, and what lies between is stretched.
 *   <li>Label expansion leaves out the narrowest of the gaps between foreground and background: one
 *       place where they touch does not keep the rest of the trimap wide.
 * </ul>
 *
 * @since 0.1
 */
public final class PyramidGraph extends SolvedMethod {
  private static final int MOST_NEIGHBOURS = 64;
  private static final int MOST_STEPS = 150;
  private static final double LARGEST_MARGIN = 0.4;
  private static final PyramidGraph STANDARD = builder().build();

  private final int neighbours;
  private final double coordinateDivisor;
  private final double selected;
  private final double textureWeight;
  private final int textureSteps;
  private final double closedFormWeight;
  private final double epsilon;
  private final double margin;
  private final boolean light;

  private PyramidGraph(Builder builder) {
    super(builder);
    neighbours = Ranges.within("neighbours", builder.neighbours, 1, MOST_NEIGHBOURS);
    coordinateDivisor = positive("coordinateDivisor", builder.coordinateDivisor);
    selected = share("selected", builder.selected);
    textureWeight = notNegative("textureWeight", builder.textureWeight);
    textureSteps = Ranges.within("textureSteps", builder.textureSteps, 1, MOST_STEPS);
    closedFormWeight = positive("closedFormWeight", builder.closedFormWeight);
    epsilon = builder.checkedEpsilon();
    margin = Ranges.within("margin", builder.margin, 0, LARGEST_MARGIN);
    light = builder.light;
  }

  /**
   * The method with its standard parameters.
   *
   * @return the method
   */
  public static PyramidGraph standard() {
    return STANDARD;
  }

  /**
   * A builder that begins with the standard parameters.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public String name() {
    return "graph";
  }

  int neighbours() {
    return neighbours;
  }

  double coordinateDivisor() {
    return coordinateDivisor;
  }

  double selected() {
    return selected;
  }

  double textureWeight() {
    return textureWeight;
  }

  int textureSteps() {
    return textureSteps;
  }

  double closedFormWeight() {
    return closedFormWeight;
  }

  double epsilon() {
    return epsilon;
  }

  double margin() {
    return margin;
  }

  @Override
  boolean light() {
    return light;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "graph of neighbours in colour, place and texture, from coarse to fine (after Li, Wang,"
            + " Zhu, Pi 2017), neighbours %d, coordinate divisor %s, selected %s, texture weight"
            + " %s, texture steps %d, closed-form weight %s, epsilon %s, tolerance %s, margin %s%s%s",
        neighbours,
        coordinateDivisor,
        selected,
        textureWeight,
        textureSteps,
        closedFormWeight,
        epsilon,
        tolerance(),
        margin,
        light ? ", colours mix in light" : "",
        expansionText());
  }

  /** Collects and validates parameters. Not safe to share between threads. */
  public static final class Builder extends SolvedMethod.LaplacianBuilder<Builder> {
    private int neighbours = 12;
    private double coordinateDivisor = 12;
    private double selected = 0.8;
    private double textureWeight = 60;
    private int textureSteps = 30;
    private double closedFormWeight = 7;
    private double margin = 0.03;
    private boolean light = true;

    private Builder() {
      super(1e-3, LabelExpansion.builder().leftOut(0.02).build());
    }

    @Override
    Builder self() {
      return this;
    }

    /**
     * Sets how many neighbours each pixel has.
     *
     * @param value 1 to 64
     * @return this builder
     */
    public Builder neighbours(int value) {
      neighbours = value;
      return this;
    }

    /**
     * Sets how many pixels away a neighbour may be for one level of colour, of 255.
     *
     * @param value 1e-12 to 1e12
     * @return this builder
     */
    public Builder coordinateDivisor(double value) {
      coordinateDivisor = value;
      return this;
    }

    /**
     * Sets which share of the unknown pixels is tied to neighbours: those that are most like them.
     *
     * @param value above 0, up to 1
     * @return this builder
     */
    public Builder selected(double value) {
      selected = value;
      return this;
    }

    /**
     * Sets how far texture spreads, as its standard deviation in levels of colour.
     *
     * @param value 0 for none, up to 1e12
     * @return this builder
     */
    public Builder textureWeight(double value) {
      textureWeight = value;
      return this;
    }

    /**
     * Sets how often distances are added up for the texture.
     *
     * @param value 1 to 150
     * @return this builder
     */
    public Builder textureSteps(int value) {
      textureSteps = value;
      return this;
    }

    /**
     * Sets what the matting Laplacian weighs; the neighbours weigh 1.
     *
     * @param value 1e-12 to 1e12
     * @return this builder
     */
    public Builder closedFormWeight(double value) {
      closedFormWeight = value;
      return this;
    }

    /**
     * Sets which alphas become 0 and 1: up to the margin, and from 1 less the margin on; what lies
     * between is stretched.
     *
     * @param value 0 to 0.4
     * @return this builder
     */
    public Builder margin(double value) {
      margin = value;
      return this;
    }

    /**
     * Sets in which numbers the colours of object and surroundings mix at an edge.
     *
     * @param value true for amounts of light, as in photographs; false for samples, as in
     *     composites that programs make
     * @return this builder
     */
    public Builder light(boolean value) {
      light = value;
      return this;
    }

    /**
     * Makes the method.
     *
     * @return the method
     * @throws dev.deepmatting.error.InvalidInputException if a parameter is out of its range
     */
    public PyramidGraph build() {
      return new PyramidGraph(this);
    }
  }
}
