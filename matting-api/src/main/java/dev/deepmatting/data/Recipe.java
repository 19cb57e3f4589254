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
 * How a training sample is made of a foreground and a background. Immutable and printable; a
 * program starts from one of the three and changes what it wants by {@link #toBuilder()}.
 *
 * <p>The order is fixed, so that the truth holds exactly: geometry first (crop, scale, affine,
 * flip; one resampling from the pictures as they are), then the colours of the foreground, then the
 * trimap from the resampled alpha, then composition, then {@link ImageStep}s on the image alone.
 *
 * <p>A crop is a square around a pixel that is drawn evenly from the translucent ones, or from the
 * edge where alpha is only 0 and 1. A foreground smaller than the crop is enlarged first, and a
 * background until it covers the foreground. A crop does not reach beyond the foreground, except
 * where an affine step turns it.
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

  /** A step under the name that its draws go by. */
  record NamedStep(String name, ImageStep step) {}

  /**
   * The first public PyTorch training of Deep Image Matting, mended: crops of 320, 480 or 640
   * scaled to 320, flipped in half of the cases; the unknown region grows outwards only, by 1 to 19
   * steps of a 3x3 ellipse.
   *
   * @return the recipe {@code online}
   */
  public static Recipe online() {
    return new Builder("online").build();
  }

  /**
   * Deep Image Matting as published (Xu et al., CVPR 2017): the same crops, and a trimap that grows
   * to both sides, by 5 to 14 steps of an ellipse of 2 to 4 pixels.
   *
   * @return the recipe {@code paper}
   */
  public static Recipe paper() {
    return new Builder("paper").trimap(TrimapPolicy.bothWays(2, 4, 5, 14)).build();
  }

  /**
   * The data of GCA matting (Li and Lu, AAAI 2020): crops of 512 as they are, rotation by up to 30
   * degrees, scale 0.8 to 1.25, shear by up to 10 degrees, two foregrounds merged in half of the
   * cases, jitter of hue, saturation and value, random interpolation, and a trimap that grows to
   * both sides by ellipses of 1 to 29 pixels.
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
   * Samples that look like photographs, with trimaps as people make them: the geometry of {@link
   * #gca}, two thirds of the crops scaled down, so that strands become as fine as in photographs,
   * hues changed less, edges as soft as a lens makes them ({@link Builder#lens}), then what a
   * camera does ({@link ImageSteps#camera()}) and JPEG, and a trimap that is as in {@link #gca}, of
   * any width up to 120 pixels on each side, or painted.
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
   * A recipe by its name.
   *
   * @param name {@code online}, which was called {@code seed}, {@code paper}, {@code gca} or {@code
   *     photo}
   * @return the recipe
   * @throws InvalidInputException if there is none of this name
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
   * Samples made by this recipe.
   *
   * @param source where foregrounds and backgrounds come from
   * @param seed of the random draws
   * @return a source of samples; its indices are those of the layers, unless samples are
   *     {@linkplain Builder#reuse(int) used several times}
   */
  public SampleSource of(LayerSource source, long seed) {
    return of(source, seed, List.of());
  }

  /**
   * Samples made by this recipe for a guided network.
   *
   * @param source where foregrounds and backgrounds come from
   * @param seed of the random draws
   * @param guides names of the methods whose mattes samples have, in the order in which the network
   *     takes them: {@link dev.deepmatting.network.NetworkConfig#guides()}
   * @return a source of samples, like {@link #of(LayerSource, long)}
   * @throws InvalidInputException if there is no method of a name
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
   * A builder that starts from here.
   *
   * @return a new builder
   */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /**
   * The same recipe for samples of another size: crops shrink or grow with it, trimaps stay as wide
   * as they are in pixels.
   *
   * @param side pixels on each side, 16 to 4096; a network wants multiples of 32
   * @return a new recipe
   * @throws InvalidInputException if it is outside, or a crop would be
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
   * What it is called.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * How large samples are.
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

  /** All of it in one line, for logs and provenance. */
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
     * Names it, for provenance.
     *
     * @param value any text
     * @return this builder
     */
    public Builder name(String value) {
      name = Objects.requireNonNull(value, "name");
      return this;
    }

    /**
     * Sets how large samples are.
     *
     * @param side pixels on each side, 16 to 4096; a network wants multiples of 32
     * @return this builder
     * @throws InvalidInputException if it is outside
     */
    public Builder size(int side) {
      size = Ranges.within("size", side, SMALLEST_SIDE, LARGEST_SIDE);
      return this;
    }

    /**
     * Sets which squares are cut out, in pixels of the foreground; one is drawn for each sample and
     * scaled to the size.
     *
     * @param sides each 16 to 4096; none to cut out the size as it is
     * @return this builder
     * @throws InvalidInputException if one is outside
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
     * Sets how often a sample is mirrored.
     *
     * @param probability 0 to 1
     * @return this builder
     * @throws InvalidInputException if it is outside
     */
    public Builder flipProbability(double probability) {
      flipProbability = Ranges.share("flipProbability", probability);
      return this;
    }

    /**
     * Sets how often a second foreground lies under the first: alpha = 1 - (1 - a1)(1 - a2).
     *
     * @param probability 0 to 1
     * @return this builder
     * @throws InvalidInputException if it is outside
     */
    public Builder mergeProbability(double probability) {
      mergeProbability = Ranges.share("mergeProbability", probability);
      return this;
    }

    /**
     * Sets how foregrounds are turned, scaled and sheared.
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
     * otherwise it is bicubic. Alpha is resampled by area where colours are, bilinearly otherwise,
     * since kernels with negative weights thicken strands.
     *
     * @param enabled true to draw it
     * @return this builder
     */
    public Builder randomInterpolation(boolean enabled) {
      randomInterpolation = enabled;
      return this;
    }

    /**
     * Sets how a foreground's colours change.
     *
     * @param jitter the ranges
     * @return this builder
     */
    public Builder colours(ColourJitter jitter) {
      colours = Objects.requireNonNull(jitter, "colours");
      return this;
    }

    /**
     * Sets how the trimap is made of alpha.
     *
     * @param policy the ranges
     * @return this builder
     */
    public Builder trimap(TrimapPolicy policy) {
      trimap = Objects.requireNonNull(policy, "trimap");
      return this;
    }

    /**
     * Adds a step on the composed image; steps run in the order in which they are added.
     *
     * @param name what its draws go by; another name gives other draws
     * @param step what it does, such as {@link ImageSteps#noise(double)}
     * @return this builder
     */
    public Builder imageStep(String name, ImageStep step) {
      imageSteps.add(
          new NamedStep(
              Objects.requireNonNull(name, "name"), Objects.requireNonNull(step, "step")));
      return this;
    }

    /**
     * Sets whether object and surroundings go through a lens before they are composed: blurred
     * alike by a deviation of up to 1.3 pixels, at times 4, so that alpha is as soft as the
     * picture's edges; surroundings are at times out of focus beyond that. A tone curve is drawn as
     * well. The truth holds exactly. Pictures mix in amounts of light, as a camera's do; {@link
     * MattingSample#merged} mixes samples.
     *
     * @param enabled true for a lens; false by default
     * @return this builder
     */
    public Builder lens(boolean enabled) {
      lens = enabled;
      return this;
    }

    /**
     * Sets how many samples one that is made serves, one unless this is called: every time it lies
     * another way, of the eight in which a square can be mirrored and turned (data echoing, Choi et
     * al. 2019). With 4, samples come four times as fast where making them is what takes the time.
     * Neighbours are of different samples: 64 of them take turns, and about as many are kept in
     * memory, 17 bytes a pixel, so 0.3 GB for a size of 512. An epoch of samples is so many times
     * as long; how long a stage of a training is stays.
     *
     * @param times 1 to 8
     * @return this builder
     * @throws InvalidInputException if it is outside
     */
    public Builder reuse(int times) {
      reuse = Ranges.within("reuse", times, 1, MOST_FORMS);
      return this;
    }

    /**
     * Sets how large the pictures are that samples are windows of, around an unknown pixel; as
     * large as a sample unless this is called. Crops are those of the picture, and guides are
     * computed on all of it, as they are of a photograph. Such a picture takes long: reuse it.
     *
     * @param side pixels on each side, at least the size, up to 4096
     * @return this builder
     * @throws InvalidInputException if it is outside
     */
    public Builder surroundings(int side) {
      surroundings = Ranges.within("surroundings", side, SMALLEST_SIDE, LARGEST_SIDE);
      return this;
    }

    /**
     * The recipe.
     *
     * @return a new recipe
     */
    public Recipe build() {
      return new Recipe(this);
    }
  }
}
