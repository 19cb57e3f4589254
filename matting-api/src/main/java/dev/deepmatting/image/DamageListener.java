package dev.deepmatting.image;

import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the first warning that means lost pixels.
 *
 * <p>JPEG decoders fill what is missing with gray and only warn. Other warnings, of colour profiles
 * or odd segments, leave the pixels whole.
 */
final class DamageListener implements IIOReadWarningListener {
  private @Nullable String damage;

  @Override
  public void warningOccurred(ImageReader source, String warning) {
    if (damage == null && meansDamage(warning.toLowerCase(Locale.ROOT))) {
      damage = warning;
    }
  }

  /** Returns the first such warning, or null. */
  @Nullable String damage() {
    return damage;
  }

  private static boolean meansDamage(String warning) {
    if (warning.contains("extraneous bytes") || warning.contains("icc")) {
      return false;
    }
    return warning.contains("truncated")
        || warning.contains("corrupt")
        || warning.contains("premature end")
        || warning.contains("inconsistent progression");
  }
}
