package dev.deepmatting.data;

import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.RgbImage;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.internal.pixel.Kernel;
import dev.deepmatting.internal.pixel.Raster;
import dev.deepmatting.internal.pixel.Resampler;
import java.util.List;
import java.util.Optional;

/** Makes samples from layers by a recipe. */
final class RecipeSource implements SampleSource {
  private static final List<Kernel> KERNELS = List.of(Kernel.values());

  private final Recipe recipe;
  private final LayerSource source;
  private final long seed;

  RecipeSource(Recipe recipe, LayerSource source, long seed) {
    this.recipe = recipe;
    this.source = source;
    this.seed = seed;
  }

  @Override
  public int samplesPerEpoch() {
    return source.samplesPerEpoch();
  }

  @Override
  public MattingSample sample(long index) {
    SampleRandom random = SampleRandom.of(seed, index);
    Layers layers = source.layers(index);
    Geometry geometry = Geometry.draw(recipe, layers.foreground(), random);
    ObjectLayer object = object(layers.foreground(), geometry, random);
    object.jitter(recipe.colours(), random.forPurpose("colours"));
    Optional<Lens> lens =
        recipe.lens() ? Optional.of(Lens.draw(random.forPurpose("lens"))) : Optional.empty();
    lens.ifPresent(it -> it.object(object));
    AlphaMatte alpha = object.alpha().toAlphaMatte();
    RgbImage foreground = object.colours().toRgbImage();
    Raster surroundings = background(layers, geometry, random.forPurpose("background"));
    lens.ifPresent(it -> it.background(surroundings));
    RgbImage background = surroundings.toRgbImage();
    Trimap trimap = recipe.trimap().draw(alpha, random.forPurpose("trimap"));
    RgbImage merged = Compositor.compose(foreground, alpha, background);
    RgbImage taken =
        recipe.lens() ? Compositor.composeLight(foreground, alpha, background) : merged;
    return new MattingSample(
        layers.name(), image(taken, random), trimap, foreground, background, alpha, merged);
  }

  private ObjectLayer object(Foreground first, Geometry geometry, SampleRandom random) {
    SampleRandom draws = random.forPurpose("affine");
    Kernel kernel = kernel(random.forPurpose("interpolation"));
    ObjectLayer object =
        ObjectLayer.of(
            first,
            geometry.toForeground(recipe.affine().draw(draws)),
            recipe.size(),
            recipe.size(),
            kernel);
    SampleRandom merging = random.forPurpose("merge");
    if (!merging.chance(recipe.mergeProbability())) {
      return object;
    }
    Foreground second = source.foreground(merging.number());
    ObjectLayer under =
        ObjectLayer.of(
            second,
            geometry.toCover(first, second.colours(), merging),
            recipe.size(),
            recipe.size(),
            kernel);
    ObjectLayer merged = object.over(under);
    return merged.hasAnEdge() ? merged : object;
  }

  private Raster background(Layers layers, Geometry geometry, SampleRandom random) {
    return Resampler.colours(
        layers.background(),
        geometry.toCover(layers.foreground(), layers.background(), random),
        recipe.size(),
        recipe.size(),
        kernel(random));
  }

  private RgbImage image(RgbImage taken, SampleRandom random) {
    RgbImage image = taken;
    for (Recipe.NamedStep step : recipe.imageSteps()) {
      image = step.step().apply(image, random.forPurpose("image " + step.name()));
    }
    return image;
  }

  private Kernel kernel(SampleRandom random) {
    return recipe.randomInterpolation() ? random.pick(KERNELS) : Kernel.BICUBIC;
  }
}
