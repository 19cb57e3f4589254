package dev.deepmatting.propagation;

import dev.deepmatting.internal.check.Ranges;
import dev.deepmatting.trimap.LabelExpansion;
import java.util.List;
import java.util.Locale;

/**
 * The three-layer graph with the sumD feature: Li, Wang, Zhu and Pi, "Three-layer graph framework
 * with the sumD feature for alpha matting", Computer Vision and Image Understanding 162, 2017.
 *
 * <ol>
 *   <li>{@linkplain LabelExpansion Label expansion} tightens the trimap.
 *   <li>The image is sharpened: I' = 2 I - G * I, G a Gaussian of 9x9 pixels and a sigma of 0.5.
 *   <li>Four searches find each pixel's neighbours by the colours of I', of 0 to 255, row and
 *       column over 12, and sumD of the search before: 12 neighbours, twice; 7 with row and column
 *       divided by another 120; 3 with them divided by another 12. sumD sums the distances to
 *       neighbours along the graph, {@code steps} times.
 *   <li>Each of the last three searches makes a layer W: row i is e_i minus the weights with which
 *       the neighbours' colours best reproduce the pixel's colour. The first layer takes the 90 %
 *       of the pixels with the smallest squared distances, the others fewer.
 *   <li>|W1 a|^2 + 0.3 |W2 a|^2 + 0.1 |W3 a|^2 + 7 a' L a is minimised, L the matting Laplacian of
 *       {@link ClosedForm}; the result is clamped to 0 to 1 and smoothed by G.
 * </ol>
 *
 * <p>Deviations: known pixels are not variables, whereas the paper fixes them with a weight of
 * 1000. The published program stops early, at a residual of about a thousandth, which is part of
 * how it works: where the picture says little, alpha stays near 0.5. The tolerance of 1e-3 does the
 * same.
 *
 * @since 0.1
 */
public final class ThreeLayerGraph extends SolvedMethod {
  private static final int LAYERS = 3;
  private static final int MOST_NEIGHBOURS = 64;
  private static final int MOST_STEPS = 150;
  private static final ThreeLayerGraph PUBLISHED = builder().build();

  private final List<Integer> neighbours;
  private final List<Double> layerWeights;
  private final double firstLayerShare;
  private final double closedFormWeight;
  private final double epsilon;
  private final int sumDSteps;

  private ThreeLayerGraph(Builder builder) {
    super(builder);
    neighbours = builder.neighbours;
    layerWeights = builder.layerWeights;
    Ranges.within("number of neighbours", neighbours.size(), LAYERS + 1, LAYERS + 1);
    Ranges.within("number of layerWeights", layerWeights.size(), LAYERS, LAYERS);
    neighbours.forEach(count -> Ranges.within("neighbours", count, 1, MOST_NEIGHBOURS));
    layerWeights.forEach(weight -> notNegative("layerWeights", weight));
    firstLayerShare = share("firstLayerShare", builder.firstLayerShare);
    closedFormWeight = positive("closedFormWeight", builder.closedFormWeight);
    epsilon = builder.checkedEpsilon();
    sumDSteps = Ranges.within("sumDSteps", builder.sumDSteps, 1, MOST_STEPS);
  }

  /**
   * Returns the method with its published parameters.
   *
   * @return the method
   */
  public static ThreeLayerGraph published() {
    return PUBLISHED;
  }

  /**
   * Returns a builder that begins with the published parameters.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public String name() {
    return "three-layer-graph";
  }

  int neighbours(int search) {
    return neighbours.get(search);
  }

  double layerWeight(int layer) {
    return layerWeights.get(layer);
  }

  double firstLayerShare() {
    return firstLayerShare;
  }

  double closedFormWeight() {
    return closedFormWeight;
  }

  double epsilon() {
    return epsilon;
  }

  int sumDSteps() {
    return sumDSteps;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "three-layer graph with sumD (Li, Wang, Zhu, Pi 2017), neighbours %s, layer weights %s,"
            + " first layer's share %s, closed-form weight %s, epsilon %s, sumD steps %d,"
            + " tolerance %s%s",
        neighbours,
        layerWeights,
        firstLayerShare,
        closedFormWeight,
        epsilon,
        sumDSteps,
        tolerance(),
        expansionText());
  }

  /** Collects and validates parameters. Not safe to share between threads. */
  public static final class Builder extends SolvedMethod.LaplacianBuilder<Builder> {
    private List<Integer> neighbours = List.of(12, 12, 7, 3);
    private List<Double> layerWeights = List.of(1.0, 0.3, 0.1);
    private double firstLayerShare = 0.9;
    private double closedFormWeight = 7;
    private int sumDSteps = 120;

    private Builder() {
      super(1e-3, LabelExpansion.published());
    }

    @Override
    Builder self() {
      return this;
    }

    /**
     * Sets the number of neighbours in the four searches.
     *
     * @param values four numbers of 1 to 64
     * @return this builder
     */
    public Builder neighbours(List<Integer> values) {
      neighbours = List.copyOf(values);
      return this;
    }

    /**
     * Sets the weights of the three layers.
     *
     * @param values three numbers of 0 to 1e12
     * @return this builder
     */
    public Builder layerWeights(List<Double> values) {
      layerWeights = List.copyOf(values);
      return this;
    }

    /**
     * Sets the share of pixels, those most similar to their neighbours, in the first layer.
     *
     * @param value above 0, up to 1
     * @return this builder
     */
    public Builder firstLayerShare(double value) {
      firstLayerShare = value;
      return this;
    }

    /**
     * Sets the weight of the matting Laplacian.
     *
     * @param value 1e-12 to 1e12
     * @return this builder
     */
    public Builder closedFormWeight(double value) {
      closedFormWeight = value;
      return this;
    }

    /**
     * Sets the number of steps of sumD.
     *
     * @param value 1 to 150
     * @return this builder
     */
    public Builder sumDSteps(int value) {
      sumDSteps = value;
      return this;
    }

    /**
     * Makes the method.
     *
     * @return the method
     * @throws dev.deepmatting.error.InvalidInputException if a parameter is out of its range
     */
    public ThreeLayerGraph build() {
      return new ThreeLayerGraph(this);
    }
  }
}
