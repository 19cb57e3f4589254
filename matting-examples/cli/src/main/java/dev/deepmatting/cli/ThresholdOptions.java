package dev.deepmatting.cli;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.TrimapThresholds;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for the gray values of a trimap that count as known. */
final class ThresholdOptions {
  @Option(
      names = "--background-at-most",
      paramLabel = "GRAY",
      description = "Trimap values from 0 up to this are background. Default: 25; 127 for scores")
  private @Nullable Integer backgroundAtMost;

  @Option(
      names = "--foreground-at-least",
      paramLabel = "GRAY",
      description =
          "Trimap values from this up to 255 are foreground. Default: 230; 129 for scores")
  private @Nullable Integer foregroundAtLeast;

  /** Rejects these options if there is no trimap to read. */
  void requireNone() {
    if (backgroundAtMost != null || foregroundAtLeast != null) {
      throw new InvalidInputException(
          "--background-at-most or --foreground-at-least is given, wanted --trimap as well");
    }
  }

  /** Returns the given values, completed from the defaults; empty if none was given. */
  Optional<TrimapThresholds> given(TrimapThresholds defaults) {
    if (backgroundAtMost == null && foregroundAtLeast == null) {
      return Optional.empty();
    }
    return Optional.of(
        new TrimapThresholds(
            backgroundAtMost == null ? defaults.background() : backgroundAtMost,
            foregroundAtLeast == null ? defaults.foreground() : foregroundAtLeast));
  }
}
