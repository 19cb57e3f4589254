package dev.deepmatting.dl4j.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.ModelFormatException;
import java.nio.file.Path;
import java.util.Map;

/** Whether a run that goes on is the one that stopped. */
final class SettingsComparison {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private SettingsComparison() {}

  /**
   * Compares what a checkpoint was made with to what is asked for now.
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
    if (!before.isObject() || !now.isObject()) {
      throw different(
          checkpoint, name, before.asText(before.toString()), now.asText(now.toString()));
    }
    for (Map.Entry<String, JsonNode> field : now.properties()) {
      String path = name.isEmpty() ? field.getKey() : name + "." + field.getKey();
      requireSame(checkpoint, path, before.path(field.getKey()), field.getValue());
    }
    throw different(checkpoint, name, before.toString(), now.toString());
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
