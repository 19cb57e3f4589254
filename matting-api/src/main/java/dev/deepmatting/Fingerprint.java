package dev.deepmatting;

import dev.deepmatting.image.ImageInput;
import dev.deepmatting.image.TrimapThresholds;
import dev.deepmatting.network.WeightSource;
import dev.deepmatting.spi.EngineSettings;
import java.lang.module.ModuleDescriptor;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Identifies a loaded model with the settings its mattes depend on. */
final class Fingerprint {
  private final WeightSource weights;
  private final String settings;
  private @Nullable String hex;

  /** The threads are not part of it: mattes do not depend on their number. */
  Fingerprint(
      WeightSource weights, EngineSettings settings, TrimapThresholds thresholds, String engine) {
    this.weights = weights;
    this.settings =
        String.join(
            "\n",
            version(),
            engine,
            settings.toString(),
            thresholds.toString(),
            "skip " + weights.skip().map(String::valueOf).orElse("of the file"),
            "strict " + weights.strict());
  }

  /** Reads the weights on the first call. */
  synchronized String hex() {
    if (hex == null) {
      WorkDigest digest = WorkDigest.of(settings);
      hex = (weights.isBuiltin() ? digest.and(weights.builtinName()) : digest.and(content())).hex();
    }
    return hex;
  }

  private ImageInput content() {
    return weights.content().map(ImageInput::of).orElseGet(() -> ImageInput.of(weights.path()));
  }

  /** Built-in models change with the library alone. */
  private static String version() {
    return Optional.ofNullable(Matting.class.getModule().getDescriptor())
        .flatMap(ModuleDescriptor::rawVersion)
        .orElseGet(
            () ->
                Objects.requireNonNullElse(
                    Matting.class.getPackage().getImplementationVersion(), ""));
  }
}
