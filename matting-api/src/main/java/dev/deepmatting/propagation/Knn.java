package dev.deepmatting.propagation;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.check.Ranges;
import java.util.List;
import java.util.Locale;

/**
 * KNN matting: Chen, Li and Tang, "KNN Matting", IEEE Transactions on Pattern Analysis and Machine
 * Intelligence 35 (9), 2013, in the form of PyMatting (Germer, Uelwer, Conrad and Harmeling, 2020).
 *
 * <p>Several searches connect each pixel to its nearest neighbours among all pixels, by red, green
 * and blue of 0 to 1 and by column and row of 0 to 1 times a weight. Each edge has weight 1 in both
 * directions, and the sum of the squared differences of alpha along the edges is minimised.
 *
 * <p>Deviations: known pixels are not variables, whereas the published program fixes them with a
 * weight of 100; and the Laplacian is D - W without dividing each row by D, which then has the same
 * solution. Among equal distances, the first pixel in row-major order wins.
 *
 * @since 0.1
 */
public final class Knn extends SolvedMethod {
  private static final int MOST_NEIGHBOURS = 64;
  private static final Knn PUBLISHED = builder().build();

  private final List<Search> searches;

  private Knn(Builder builder) {
    super(builder);
    searches = List.copyOf(builder.searches);
    if (searches.isEmpty()) {
      throw new InvalidInputException("searches is empty, wanted at least one");
    }
  }

  /**
   * One search for neighbours.
   *
   * @param neighbours number of pixels, including the pixel itself; 2 to 64
   * @param distanceWeight factor of columns and rows of 0 to 1; 0 to 1e12
   */
  public record Search(int neighbours, double distanceWeight) {
    /**
     * Checks the numbers.
     *
     * @param neighbours number of pixels, including the pixel itself
     * @param distanceWeight factor of columns and rows
     * @throws InvalidInputException if a number is out of its range
     */
    public Search {
      Ranges.within("neighbours", neighbours, 2, MOST_NEIGHBOURS);
      positive("distanceWeight", distanceWeight);
    }
  }

  /**
   * Returns the method with its published parameters: 20 neighbours with a distance weight of 2 and
   * 10 with one of 0.1, no label expansion.
   *
   * @return the method
   */
  public static Knn published() {
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
    return "knn";
  }

  /**
   * Returns the searches whose edges are combined.
   *
   * @return at least one; unmodifiable
   */
  public List<Search> searches() {
    return searches;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "KNN matting (Chen, Li, Tang 2013), %s, tolerance %s%s",
        searches,
        tolerance(),
        expansionText());
  }

  /** Collects and validates parameters. Not safe to share between threads. */
  public static final class Builder extends SolvedMethod.Builder<Builder> {
    private List<Search> searches = List.of(new Search(20, 2), new Search(10, 0.1));

    private Builder() {
      super(1e-5, null);
    }

    @Override
    Builder self() {
      return this;
    }

    /**
     * Sets the searches whose edges are combined.
     *
     * @param values at least one
     * @return this builder
     */
    public Builder searches(List<Search> values) {
      searches = List.copyOf(values);
      return this;
    }

    /**
     * Makes the method.
     *
     * @return the method
     * @throws InvalidInputException if a parameter is out of its range
     */
    public Knn build() {
      return new Knn(this);
    }
  }
}
