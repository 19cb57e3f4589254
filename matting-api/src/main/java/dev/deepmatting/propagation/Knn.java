package dev.deepmatting.propagation;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.check.Ranges;
import java.util.List;
import java.util.Locale;

/**
 * KNN matting: Chen, Li and Tang, "KNN Matting", IEEE Transactions on Pattern Analysis and Machine
 * Intelligence 35 (9), 2013, in the form that PyMatting (Germer, Uelwer, Conrad and Harmeling,
 * 2020) gave it.
 *
 * <p>Each pixel is tied to its nearest neighbours among all pixels, by red, green and blue of 0 to
 * 1 and by column and row of 0 to 1 times a weight, in several searches. Each edge weighs 1, in
 * both directions, and the sum of the squared differences of alpha along the edges is minimised.
 *
 * <p>Deviations: known pixels are no variables, where the published program holds them by a weight
 * of 100, and the Laplacian D - W is used instead of that with each row divided by D, which has the
 * same solution then. Equal distances go to the pixel that comes first row by row.
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
   * @param neighbours how many pixels, the pixel itself counted with them; 2 to 64
   * @param distanceWeight what columns and rows of 0 to 1 are multiplied by, 0 to 1e12
   */
  public record Search(int neighbours, double distanceWeight) {
    /**
     * Checks the numbers.
     *
     * @param neighbours how many pixels, the pixel itself counted with them
     * @param distanceWeight what columns and rows are multiplied by
     * @throws InvalidInputException if a number is out of its range
     */
    public Search {
      Ranges.within("neighbours", neighbours, 2, MOST_NEIGHBOURS);
      positive("distanceWeight", distanceWeight);
    }
  }

  /**
   * The method with its published parameters: 20 neighbours with a distance weight of 2 and 10 with
   * one of 0.1, no label expansion.
   *
   * @return the method
   */
  public static Knn published() {
    return PUBLISHED;
  }

  /**
   * A builder that begins with the published parameters.
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
   * The searches whose edges are put together.
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
     * Sets the searches whose edges are put together.
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
