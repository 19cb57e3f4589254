package dev.deepmatting.propagation;

import dev.deepmatting.internal.check.Ranges;
import dev.deepmatting.trimap.LabelExpansion;
import java.util.Locale;

/**
 * The recommended method: one layer of the {@link ThreeLayerGraph}, from coarse to fine. It is an
 * order of magnitude faster than the published method, and better on photographs.
 *
 * <ul>
 *   <li>It searches neighbours among the unknown pixels, the known ones within 16 pixels of them,
 *       and a regular sample of the rest; sumD, here called texture, is computed on a reduced
 *       picture, with less weight and fewer steps.
 *   <li>The other two layers connect pixels of similar colours over any distance. With a coarser
 *       solution as the start, they no longer help.
 *   <li>The solution at half size, found in the same way, is the start. The solver stops early at
 *       each size: where the picture says little, the coarser solution stays.
 *   <li>Colours mix in linear light, as behind a lens: there the neighbours must reproduce a
 *       pixel's colour. The neighbour search uses sRGB samples, whose differences match the eye,
 *       and the matting Laplacian uses the mean of both.
 *   <li>Because the solver stops early, it ends a little short of 0 and 1: alphas within a margin
 *       of 0.03 become 0 and 1, and the range between is stretched.
 *   <li>Label expansion ignores the narrowest gaps between foreground and background, so one place
 *       where they touch does not keep the rest of the trimap wide.
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
   * Returns the method with its standard parameters.
   *
   * @return the method
   */
  public static PyramidGraph standard() {
    return STANDARD;
  }

  /**
   * Returns a builder that begins with the standard parameters.
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
     * Sets the number of neighbours of each pixel.
     *
     * @param value 1 to 64
     * @return this builder
     */
    public Builder neighbours(int value) {
      neighbours = value;
      return this;
    }

    /**
     * Sets the distance in pixels that counts as much as one colour level of 255 in the neighbour
     * search.
     *
     * @param value 1e-12 to 1e12
     * @return this builder
     */
    public Builder coordinateDivisor(double value) {
      coordinateDivisor = value;
      return this;
    }

    /**
     * Sets the share of the unknown pixels to connect to neighbours: those most similar to them.
     *
     * @param value above 0, up to 1
     * @return this builder
     */
    public Builder selected(double value) {
      selected = value;
      return this;
    }

    /**
     * Sets the weight of texture, as its standard deviation in colour levels.
     *
     * @param value 0 for none, up to 1e12
     * @return this builder
     */
    public Builder textureWeight(double value) {
      textureWeight = value;
      return this;
    }

    /**
     * Sets how often distances are summed for the texture.
     *
     * @param value 1 to 150
     * @return this builder
     */
    public Builder textureSteps(int value) {
      textureSteps = value;
      return this;
    }

    /**
     * Sets the weight of the matting Laplacian; the neighbours have weight 1.
     *
     * @param value 1e-12 to 1e12
     * @return this builder
     */
    public Builder closedFormWeight(double value) {
      closedFormWeight = value;
      return this;
    }

    /**
     * Sets the margin: alphas up to it become 0, alphas from 1 minus it become 1, and the range
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
     * Sets whether the colours of object and surroundings mix in linear light at an edge.
     *
     * @param value true for linear light, as in photographs; false for sRGB samples, as in
     *     composites made by programs
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
