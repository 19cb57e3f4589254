package dev.deepmatting.dl4j.internal.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.ModelFormatException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** Whether a run that goes on is the one that stopped. */
final class SettingsComparison {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** How a setting says that it does nothing. */
  private static final JsonNode NONE = TextNode.valueOf("none");

  private SettingsComparison() {}

  /**
   * Compares what a checkpoint was made with to what is asked for now. A setting that one of them
   * does not have, as an older version did not know it, is the same as none.
   *
   * @throws InvalidInputException if they differ; names the first difference
   */
  static void requireSame(Path checkpoint, String before, String now) {
    try {
      requireSame(checkpoint, "", MAPPER.readTree(before), MAPPER.readTree(now));
    } catch (JsonProcessingException e) {
      throw new ModelFormatException(
          "checkpoint " + checkpoint + " has settings that cannot be read: " + e.getMessage(), e);
    }
  }

  private static void requireSame(Path checkpoint, String name, JsonNode before, JsonNode now) {
    if (before.equals(now)) {
      return;
    }
    if (before.isObject() && now.isObject()) {
      Set<String> fields = new LinkedHashSet<>();
      now.fieldNames().forEachRemaining(fields::add);
      before.fieldNames().forEachRemaining(fields::add);
      for (String field : fields) {
        String path = name.isEmpty() ? field : name + "." + field;
        requireSame(checkpoint, path, orNone(before.path(field)), orNone(now.path(field)));
      }
    } else {
      throw different(checkpoint, name, text(before), text(now));
    }
  }

  private static JsonNode orNone(JsonNode setting) {
    return setting.isMissingNode() ? NONE : setting;
  }

  private static String text(JsonNode node) {
    return node.isValueNode() ? node.asText() : node.toString();
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
            + ", which is to be resumed");
  }
}
