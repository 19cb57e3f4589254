package dev.deepmatting.dl4j.internal.train;

import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.internal.file.JsonTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** Checks that a run resumes with the settings it stopped with. */
final class SettingsComparison {
  /** The value of a setting that has no effect. */
  private static final JsonTree NONE = JsonTree.of("none");

  private SettingsComparison() {}

  /**
   * Compares a checkpoint's settings with the current ones. A setting that one of them lacks,
   * because an older version did not have it, counts as none.
   *
   * @throws InvalidInputException if they differ; the message names the first difference
   */
  static void requireSame(Path checkpoint, String before, String now) {
    try {
      requireSame(checkpoint, "", JsonTree.read(before), JsonTree.read(now));
    } catch (IOException e) {
      throw new ModelFormatException(
          "checkpoint " + checkpoint + " has settings that cannot be read: " + e.getMessage(), e);
    }
  }

  private static void requireSame(Path checkpoint, String name, JsonTree before, JsonTree now) {
    if (before.equals(now)) {
      return;
    }
    if (before.isObject() && now.isObject()) {
      Set<String> fields = new LinkedHashSet<>(now.fields().keySet());
      fields.addAll(before.fields().keySet());
      for (String field : fields) {
        String path = name.isEmpty() ? field : name + "." + field;
        requireSame(checkpoint, path, orNone(before, field), orNone(now, field));
      }
    } else {
      throw different(checkpoint, name, text(before), text(now));
    }
  }

  private static JsonTree orNone(JsonTree settings, String field) {
    return settings.fields().getOrDefault(field, NONE);
  }

  private static String text(JsonTree setting) {
    return setting.asText().orElseGet(setting::toString);
  }

  static InvalidInputException different(Path checkpoint, String name, String before, String now) {
    return new InvalidInputException(
        name
            + " is "
            + now
            + ", wanted "
            + before
            + " as in the run of checkpoint "
            + checkpoint
            + ", which is being resumed");
  }
}
