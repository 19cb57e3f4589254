package dev.deepmatting.internal.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.deepmatting.error.InvalidInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object of a JSON file, whose fields are asked for by name and kind. Immutable. */
final class JsonTree {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Map<?, ?> fields;

  private JsonTree(Map<?, ?> fields) {
    this.fields = fields;
  }

  /**
   * Reads an object that nothing follows.
   *
   * @throws IOException if it is not JSON
   * @throws InvalidInputException if it is no object
   */
  static JsonTree parse(String text) throws IOException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.nextToken();
      Object value = value(parser);
      if (parser.nextToken() != null) {
        throw new InvalidInputException("line has more than one value, wanted one");
      }
      return new JsonTree(as("line", value, Map.class));
    }
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  JsonTree object(String name) {
    return new JsonTree(get(name, Map.class));
  }

  List<JsonTree> objects(String name) {
    List<JsonTree> objects = new ArrayList<>();
    for (Object element : get(name, List.class)) {
      objects.add(new JsonTree(as(name, element, Map.class)));
    }
    return objects;
  }

  String text(String name) {
    return get(name, String.class);
  }

  boolean flag(String name) {
    return get(name, Boolean.class);
  }

  long whole(String name) {
    return get(name, Long.class);
  }

  /** A number; what JSON has no number for is written as a text. */
  double number(String name) {
    Object value = fields.get(name);
    return "Infinity".equals(value)
        ? Double.POSITIVE_INFINITY
        : as(name, value, Number.class).doubleValue();
  }

  private <T> T get(String name, Class<T> kind) {
    return as(name, fields.get(name), kind);
  }

  private static <T> T as(String name, @Nullable Object value, Class<T> kind) {
    if (!kind.isInstance(value)) {
      throw new InvalidInputException(
          name + " is " + value + ", wanted a value of kind " + kind.getSimpleName());
    }
    return kind.cast(value);
  }

  private static Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new InvalidInputException("line is empty, wanted an object");
    }
    return switch (token) {
      case START_OBJECT -> map(parser);
      case START_ARRAY -> list(parser);
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
      default -> parser.getText();
    };
  }

  private static Map<String, Object> map(JsonParser parser) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      map.put(name, value(parser));
    }
    return map;
  }

  private static List<Object> list(JsonParser parser) throws IOException {
    List<Object> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(value(parser));
    }
    return list;
  }
}
