package dev.deepmatting.cli;

import dev.deepmatting.data.ImageSteps;
import dev.deepmatting.data.Recipe;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for photometric steps, which change only composed images. */
final class PhotometricOptions {
  private static final int LOWEST_QUALITY = 40;
  private static final int HIGHEST_QUALITY = 95;

  @Option(
      names = "--noise",
      paramLabel = "DEVIATION",
      description = "Adds noise to images, with a standard deviation of up to this, of 255.")
  private @Nullable Double noise;

  @Option(
      names = "--jpeg",
      paramLabel = "SHARE",
      description = "Compresses this share of the images as JPEG, 0 to 1.")
  private @Nullable Double jpeg;

  Recipe.Builder addTo(Recipe.Builder recipe) {
    if (noise != null) {
      recipe.imageStep("noise", ImageSteps.noise(noise));
    }
    if (jpeg != null) {
      recipe.imageStep("jpeg", ImageSteps.jpeg(jpeg, LOWEST_QUALITY, HIGHEST_QUALITY));
    }
    return recipe;
  }
}
