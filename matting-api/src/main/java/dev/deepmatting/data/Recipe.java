package dev.deepmatting.data;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.internal.check.Ranges;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The recipe for making a training sample from a foreground and a background. Immutable and
 * printable; a program starts from one of the predefined recipes and changes it with {@link
 * #toBuilder()}.
 *
 * <p>The order is fixed, so the truth stays exact: first geometry (crop, scale, affine, flip; one
 * resampling from the original pictures), then the colours of the foreground, then the trimap from
 * the resampled alpha, then composition, then {@link ImageStep}s on the image alone.
 *
 * <p>A crop is a square around a pixel drawn uniformly from the translucent ones, or from the edge
 * if alpha is only 0 and 1. A foreground smaller than the crop is enlarged first, and a background
 * until it covers the foreground. A crop does not extend beyond the foreground, except where an
 * affine step rotates it.
 *
 * @since 0.1
 */
public final class Recipe {
  private final String name;
  private final int size;
  private final List<Integer> cropSides;
  private final double flipProbability;
  private final double mergeProbability;
  private final AffineJitter affine;
  private final boolean randomInterpolation;
  private final ColourJitter colours;
  private final TrimapPolicy trimap;
  private final List<NamedStep> imageSteps;
  private final boolean lens;
  private final int reuse;
  private final int surroundings;

  private Recipe(Builder builder) {
    name = builder.name;
    size = builder.size;
    cropSides = builder.cropSides.isEmpty() ? List.of(size) : List.copyOf(builder.cropSides);
    flipProbability = builder.flipProbability;
    mergeProbability = builder.mergeProbability;
    affine = builder.affine;
    randomInterpolation = builder.randomInterpolation;
    colours = builder.colours;
    trimap = builder.trimap;
    imageSteps = List.copyOf(builder.imageSteps);
    lens = builder.lens;
    reuse = builder.reuse;
    surroundings = builder.surroundings == 0 ? size : builder.surroundings;
    Ranges.require(
        surroundings >= size, "surroundings", surroundings, "at least the size, " + size);
  }

  /** A step and the name of its random draws. */
  record NamedStep(String name, ImageStep step) {}

  /**
   * Returns the recipe of the first public PyTorch training of Deep Image Matting, with fixes:
   * crops of 320, 480 or 640 scaled to 320, flipped in half of the cases; the unknown region grows
   * only outwards, by 1 to 19 steps of a 3x3 ellipse.
   *
   * @return the recipe {@code online}
   */
  public static Recipe online() {
    return new Builder("online").build();
  }

  /**
   * Returns the recipe of Deep Image Matting as published (Xu et al., CVPR 2017): the same crops,
   * and a trimap that grows to both sides, by 5 to 14 steps of an ellipse of 2 to 4 pixels.
   *
   * @return the recipe {@code paper}
   */
  public static Recipe paper() {
    return new Builder("paper").trimap(TrimapPolicy.bothWays(2, 4, 5, 14)).build();
  }

  /**
   * Returns the data recipe of GCA matting (Li and Lu, AAAI 2020): unscaled crops of 512, rotation
   * by up to 30 degrees, scale 0.8 to 1.25, shear by up to 10 degrees, two foregrounds merged in
   * half of the cases, jitter of hue, saturation and value, random interpolation, and a trimap that
   * grows to both sides by ellipses of 1 to 29 pixels.
   *
   * @return the recipe {@code gca}
   */
  public static Recipe gca() {
    return new Builder("gca")
        .size(512)
        .cropSides()
        .affine(new AffineJitter(30, 0.8, 1.25, 10))
        .mergeProbability(0.5)
        .colours(new ColourJitter(40, 0.1))
        .randomInterpolation(true)
        .trimap(TrimapPolicy.bothWays(1, 29, 1, 1))
        .build();
  }

  /**
   * Returns a recipe for samples that look like photographs, with trimaps as people make them: the
   * geometry of {@link #gca}, with two thirds of the crops scaled down so that strands are as fine
   * as in photographs; smaller changes of hue; edges as soft as a lens makes them ({@link
   * Builder#lens}); then camera effects ({@link ImageSteps#camera()}) and JPEG; and a trimap as in
   * {@link #gca}, of any width up to 120 pixels on each side, or painted.
   *
   * @return the recipe {@code photo}
   */
  public static Recipe photo() {
    return gca().toBuilder()
        .name("photo")
        .cropSides(512, 768, 1024)
        .colours(new ColourJitter(15, 0.1))
        .trimap(
            TrimapPolicy.oneOf(
                TrimapPolicy.bothWays(1, 29, 1, 1),
                TrimapPolicy.anyWidth(2, 120),
                TrimapPolicy.painted(3, 80)))
        .lens(true)
        .imageStep("camera", ImageSteps.camera())
        .imageStep("jpeg", ImageSteps.jpeg(0.6, 60, 97))
        .build();
  }

  /**
   * Returns a recipe by its name.
   *
   * @param name {@code online} (formerly {@code seed}), {@code paper}, {@code gca} or {@code photo}
   * @return the recipe
   * @throws InvalidInputException if there is no recipe with this name
   */
  public static Recipe named(String name) {
    return switch (name) {
      case "online", "seed" -> online();
      case "paper" -> paper();
      case "gca" -> gca();
      case "photo" -> photo();
      default ->
          throw new InvalidInputException(
              "recipe is '" + name + "', wanted online, paper, gca or photo");
    };
  }

  /**
   * Returns samples made by this recipe.
   *
   * @param source the source of foregrounds and backgrounds
   * @param seed the seed of the random draws
   * @return a source of samples; its indices are those of the layers, unless samples are
   *     {@linkplain Builder#reuse(int) used several times}
   */
  public SampleSource of(LayerSource source, long seed) {
    return of(source, seed, List.of());
  }

  /**
   * Returns samples made by this recipe for a guided network.
   *
   * @param source the source of foregrounds and backgrounds
   * @param seed the seed of the random draws
   * @param guides names of the methods whose mattes guide the network, in the network's order:
   *     {@link dev.deepmatting.network.NetworkConfig#guides()}
   * @return a source of samples, like {@link #of(LayerSource, long)}
   * @throws InvalidInputException if a name is not that of a method
   */
  public SampleSource of(LayerSource source, long seed, List<String> guides) {
    Objects.requireNonNull(source, "source");
    Recipe whole = surroundings == size ? this : toBuilder().size(surroundings).build();
    SampleSource made = GuidedSamples.of(new RecipeSource(whole, source, seed), guides);
    return reuse == 1 && surroundings == size
        ? made
        : new ReusedSamples(made, reuse, size, surroundings, seed);
  }

  /**
   * Returns a builder that starts from this recipe.
   *
   * @return a new builder
   */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /**
   * Returns the same recipe for samples of another size: crops scale with it, trimaps keep their
   * width in pixels.
   *
   * @param side pixels on each side, 16 to 4096; a network needs multiples of 32
   * @return a new recipe
   * @throws InvalidInputException if it is out of range, or a crop would be
   */
  public Recipe scaledTo(int side) {
    int[] sides =
        cropSides.stream()
            .mapToInt(crop -> (int) Math.round((double) crop * side / size))
            .toArray();
    int around = (int) Math.round((double) surroundings * side / size);
    return toBuilder().size(side).cropSides(sides).surroundings(around).build();
  }

  /**
   * Returns the name of the recipe.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * Returns the sample size.
   *
   * @return pixels on each side
   */
  public int size() {
    return size;
  }

  List<Integer> cropSides() {
    return cropSides;
  }

  double flipProbability() {
    return flipProbability;
  }

  double mergeProbability() {
    return mergeProbability;
  }

  AffineJitter affine() {
    return affine;
  }

  boolean randomInterpolation() {
    return randomInterpolation;
  }

  ColourJitter colours() {
    return colours;
  }

  TrimapPolicy trimap() {
    return trimap;
  }

  boolean lens() {
    return lens;
  }

  List<NamedStep> imageSteps() {
    return imageSteps;
  }

  /** Returns the whole recipe in one line, for logs and provenance. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: size %d, crops %s, flip %s, merge %s, %s, %s, random interpolation %s, %s,%s image steps %s%s%s",
        name,
        size,
        cropSides,
        flipProbability,
        mergeProbability,
        affine,
        colours,
        randomInterpolation,
        trimap,
        lens ? " lens," : "",
        imageSteps.stream().map(NamedStep::name).collect(Collectors.toList()),
        reuse == 1 ? "" : ", each sample " + reuse + " times",
        surroundings == size ? "" : ", windows of " + surroundings);
  }

  /** Collects and validates a recipe. Not safe to share between threads. */
  public static final class Builder {
    private static final int SMALLEST_SIDE = 16;
    private static final int LARGEST_SIDE = 4096;
    private static final int MOST_FORMS = SquareForm.ALL.size();

    private String name;
    private int size = 320;
    private List<Integer> cropSides = List.of(320, 480, 640);
    private double flipProbability = 0.5;
    private double mergeProbability;
    private AffineJitter affine = AffineJitter.NONE;
    private boolean randomInterpolation;
    private ColourJitter colours = ColourJitter.NONE;
    private TrimapPolicy trimap = TrimapPolicy.outwards(3, 3, 1, 19);
    private final List<NamedStep> imageSteps = new ArrayList<>();
    private boolean lens;
    private int reuse = 1;
    private int surroundings;

    private Builder(String name) {
      this.name = name;
    }

    private Builder(Recipe recipe) {
      name = recipe.name;
      size = recipe.size;
      cropSides = recipe.cropSides.equals(List.of(recipe.size)) ? List.of() : recipe.cropSides;
      flipProbability = recipe.flipProbability;
      mergeProbability = recipe.mergeProbability;
      affine = recipe.affine;
      randomInterpolation = recipe.randomInterpolation;
      colours = recipe.colours;
      trimap = recipe.trimap;
      imageSteps.addAll(recipe.imageSteps);
      lens = recipe.lens;
      reuse = recipe.reuse;
      surroundings = recipe.surroundings == recipe.size ? 0 : recipe.surroundings;
    }

    /**
     * Sets the name, for provenance.
     *
     * @param value any text
     * @return this builder
     */
    public Builder name(String value) {
      name = Objects.requireNonNull(value, "name");
      return this;
    }

    /**
     * Sets the sample size.
     *
     * @param side pixels on each side, 16 to 4096; a network needs multiples of 32
     * @return this builder
     * @throws InvalidInputException if it is out of range
     */
    public Builder size(int side) {
      size = Ranges.within("size", side, SMALLEST_SIDE, LARGEST_SIDE);
      return this;
    }

    /**
     * Sets the sides of the crops, in pixels of the foreground; one is drawn for each sample and
     * scaled to the sample size.
     *
     * @param sides each 16 to 4096; none for unscaled crops of the sample size
     * @return this builder
     * @throws InvalidInputException if a side is out of range
     */
    public Builder cropSides(int... sides) {
      cropSides =
          Arrays.stream(sides)
              .map(side -> Ranges.within("cropSides", side, SMALLEST_SIDE, LARGEST_SIDE))
              .boxed()
              .toList();
      return this;
    }

    /**
     * Sets the probability of mirroring a sample.
     *
     * @param probability 0 to 1
     * @return this builder
     * @throws InvalidInputException if it is out of range
     */
    public Builder flipProbability(double probability) {
      flipProbability = Ranges.share("flipProbability", probability);
      return this;
    }

    /**
     * Sets the probability of merging a second foreground under the first: alpha = 1 - (1 - a1)(1 -
     * a2).
     *
     * @param probability 0 to 1
     * @return this builder
     * @throws InvalidInputException if it is out of range
     */
    public Builder mergeProbability(double probability) {
      mergeProbability = Ranges.share("mergeProbability", probability);
      return this;
    }

    /**
     * Sets the ranges of rotation, scale and shear of foregrounds.
     *
     * @param jitter the ranges
     * @return this builder
     */
    public Builder affine(AffineJitter jitter) {
      affine = Objects.requireNonNull(jitter, "affine");
      return this;
    }

    /**
     * Sets whether the kernel of each resampling is drawn from bilinear, bicubic, Lanczos and area;
     * otherwise it is bicubic. Alpha is resampled by area if colours are, otherwise bilinearly,
     * because kernels with negative weights thicken strands.
     *
     * @param enabled true to draw the kernel
     * @return this builder
     */
    public Builder randomInterpolation(boolean enabled) {
      randomInterpolation = enabled;
      return this;
    }

    /**
     * Sets the ranges of a foreground's colour changes.
     *
     * @param jitter the ranges
     * @return this builder
     */
    public Builder colours(ColourJitter jitter) {
      colours = Objects.requireNonNull(jitter, "colours");
      return this;
    }

    /**
     * Sets how the trimap is made from alpha.
     *
     * @param policy the ranges
     * @return this builder
     */
    public Builder trimap(TrimapPolicy policy) {
      trimap = Objects.requireNonNull(policy, "trimap");
      return this;
    }

    /**
     * Adds a step on the composed image; steps run in the order they are added.
     *
     * @param name the name that decides its draws; another name means other draws
     * @param step the step, such as {@link ImageSteps#noise(double)}
     * @return this builder
     */
    public Builder imageStep(String name, ImageStep step) {
      imageSteps.add(
          new NamedStep(
              Objects.requireNonNull(name, "name"), Objects.requireNonNull(step, "step")));
      return this;
    }

    /**
     * Sets whether object and surroundings go through a lens before composition: both are blurred
     * by a deviation of up to 1.3 pixels, sometimes 4, so alpha is as soft as the picture's edges;
     * surroundings are sometimes further out of focus. A tone curve is drawn too. The truth stays
     * exact. Pictures mix in linear light, as a camera's do; {@link MattingSample#merged} mixes
     * sRGB samples.
     *
     * @param enabled true for a lens; false by default
     * @return this builder
     */
    public Builder lens(boolean enabled) {
      lens = enabled;
      return this;
    }

    /**
     * Sets how often each generated sample is used; 1 by default. Each use is another of the eight
     * orientations of a mirrored and rotated square (data echoing, Choi et al. 2019). With 4,
     * samples come four times as fast if generating them is the bottleneck. Neighbouring samples
     * differ: 64 of them alternate, and about as many are kept in memory, 17 bytes a pixel, so 0.3
     * GB for a size of 512. An epoch grows by that factor; a training stage keeps its length.
     *
     * @param times 1 to 8
     * @return this builder
     * @throws InvalidInputException if it is out of range
     */
    public Builder reuse(int times) {
      reuse = Ranges.within("reuse", times, 1, MOST_FORMS);
      return this;
    }

    /**
     * Sets the size of the picture from which each sample is a window around an unknown pixel; by
     * default the sample size. Crops apply to the picture, and guides are computed on all of it, as
     * on a photograph. Such a picture takes long to make, so reuse it.
     *
     * @param side pixels on each side, at least the size, up to 4096
     * @return this builder
     * @throws InvalidInputException if it is out of range
     */
    public Builder surroundings(int side) {
      surroundings = Ranges.within("surroundings", side, SMALLEST_SIDE, LARGEST_SIDE);
      return this;
    }

    /**
     * Returns the recipe.
     *
     * @return a new recipe
     */
    public Recipe build() {
      return new Recipe(this);
    }
  }
}
