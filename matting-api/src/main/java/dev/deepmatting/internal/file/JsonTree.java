package dev.deepmatting.internal.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.deepmatting.error.InvalidInputException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value from an untrusted source: no deeper than eight levels, its texts and numbers within
 * Jackson's bounds, without duplicate fields or anything after it. Fields of an object are
 * requested by name and kind; {@link InvalidInputException} names the one that does not match.
 *
 * <p>Avoids Jackson's ObjectMapper, which would take longer to start than all other work between a
 * model file and its weights. Immutable.
 */
public final class JsonTree {
  private static final int DEEPEST = 8;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  private static final JsonTree NULL = new JsonTree(null, Map.of(), List.of());

  /** Null, a text, a number or a boolean; for an object its fields, for a list its elements. */
  private final @Nullable Object value;

  private final Map<String, JsonTree> fields;
  private final List<JsonTree> elements;

  private JsonTree(@Nullable Object value, Map<String, JsonTree> fields, List<JsonTree> elements) {
    this.value = value;
    this.fields = fields;
    this.elements = elements;
  }

  /**
   * Reads one value.
   *
   * @param json UTF-8, or another encoding that JSON allows
   * @return the value
   * @throws IOException if it is not one value of JSON, or is too deep or too long
   */
  public static JsonTree read(byte[] json) throws IOException {
    try (JsonParser parser = FACTORY.createParser(json)) {
      return whole(parser);
    }
  }

  /**
   * Reads one value.
   *
   * @param json the text
   * @return the value
   * @throws IOException if it is not one value of JSON, or is too deep or too long
   */
  public static JsonTree read(String json) throws IOException {
    try (JsonParser parser = FACTORY.createParser(json)) {
      return whole(parser);
    }
  }

  private static JsonTree whole(JsonParser parser) throws IOException {
    if (parser.nextToken() == null) {
      throw new JsonParseException(parser, "no value");
    }
    JsonTree value = value(parser);
    if (parser.nextToken() != null) {
      throw new JsonParseException(parser, "more than one value");
    }
    return value;
  }

  private static JsonTree value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> list(parser);
      case VALUE_STRING -> scalar(parser.getText());
      case VALUE_TRUE -> scalar(true);
      case VALUE_FALSE -> scalar(false);
      case VALUE_NULL -> NULL;
      case VALUE_NUMBER_INT -> scalar(integer(parser));
      case VALUE_NUMBER_FLOAT -> scalar(parser.getDoubleValue());
      default -> throw new JsonParseException(parser, "no value");
    };
  }

  private static JsonTree object(JsonParser parser) throws IOException {
    Map<String, JsonTree> fields = new LinkedHashMap<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      fields.put(name, value(parser));
    }
    fields = Collections.unmodifiableMap(fields);
    return new JsonTree(fields, fields, List.of());
  }

  private static JsonTree list(JsonParser parser) throws IOException {
    List<JsonTree> elements = new ArrayList<>();
    while (!parser.nextToken().isStructEnd()) {
      elements.add(value(parser));
    }
    elements = Collections.unmodifiableList(elements);
    return new JsonTree(elements, Map.of(), elements);
  }

  private static JsonTree scalar(Object value) {
    return new JsonTree(value, Map.of(), List.of());
  }

  private static Object integer(JsonParser parser) throws IOException {
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? parser.getBigIntegerValue()
        : (Object) parser.getLongValue();
  }

  /**
   * {@return a text}
   *
   * @param text the text
   */
  public static JsonTree of(String text) {
    return scalar(text);
  }

  /** {@return whether it is an object} */
  public boolean isObject() {
    return value instanceof Map;
  }

  /** {@return whether it is a list} */
  public boolean isList() {
    return value instanceof List;
  }

  /** {@return whether it is null} */
  public boolean isNull() {
    return value == null;
  }

  /** {@return the fields of an object, in their order; none if it is something else} */
  public Map<String, JsonTree> fields() {
    return fields;
  }

  /** {@return the elements of a list; none if it is something else} */
  public List<JsonTree> elements() {
    return elements;
  }

  /** {@return the text, if it is one} */
  public Optional<String> asText() {
    return as(String.class);
  }

  /** {@return the number, if it is a whole one of 64 bits} */
  public Optional<Long> asLong() {
    return as(Long.class);
  }

  /** {@return the number, if it is a whole one of 32 bits} */
  public Optional<Integer> asInteger() {
    return asLong().filter(whole -> whole == whole.intValue()).map(Long::intValue);
  }

  private <T> Optional<T> as(Class<T> kind) {
    return kind.isInstance(value) ? Optional.of(kind.cast(value)) : Optional.empty();
  }

  /**
   * {@return a field of an object; null if there is none}
   *
   * @param name the field's name
   */
  public JsonTree get(String name) {
    return fields.getOrDefault(name, NULL);
  }

  /**
   * {@return whether there is a field of an object, and not null}
   *
   * @param name the field's name
   */
  public boolean has(String name) {
    return !get(name).isNull();
  }

  /**
   * {@return a field that is an object}
   *
   * @param name the field's name
   */
  public JsonTree object(String name) {
    return require(
        name, field -> field.isObject() ? Optional.of(field) : Optional.empty(), "an object");
  }

  /**
   * {@return the elements of a field that is a list}
   *
   * @param name the field's name
   */
  public List<JsonTree> list(String name) {
    return require(
        name, field -> field.isList() ? Optional.of(field.elements) : Optional.empty(), "a list");
  }

  /**
   * {@return a field that is a text}
   *
   * @param name the field's name
   */
  public String text(String name) {
    return require(name, JsonTree::asText, "a text");
  }

  /**
   * {@return a field that is true or false}
   *
   * @param name the field's name
   */
  public boolean flag(String name) {
    return require(name, field -> field.as(Boolean.class), "true or false");
  }

  /**
   * {@return a field that is a number}
   *
   * @param name the field's name
   */
  public double number(String name) {
    return require(name, field -> field.as(Number.class), "a number").doubleValue();
  }

  /**
   * {@return a field that is a whole number of 64 bits}
   *
   * @param name the field's name
   */
  public long whole(String name) {
    return require(name, JsonTree::asLong, "an integer");
  }

  /**
   * {@return a field that is a whole number of 32 bits}
   *
   * @param name the field's name
   */
  public int integer(String name) {
    return require(name, JsonTree::asInteger, "an integer");
  }

  /**
   * {@return a field that is a list of texts}
   *
   * @param name the field's name
   */
  public List<String> texts(String name) {
    return elements(name, JsonTree::asText, "texts");
  }

  /**
   * {@return a field that is a list of whole numbers of 32 bits}
   *
   * @param name the field's name
   */
  public List<Integer> integers(String name) {
    return elements(name, JsonTree::asInteger, "integers");
  }

  private <T> T require(String name, Function<JsonTree, Optional<T>> kind, String wanted) {
    if (!has(name)) {
      throw new InvalidInputException(name + " is missing, wanted " + wanted);
    }
    JsonTree field = get(name);
    return kind.apply(field)
        .orElseThrow(() -> new InvalidInputException(name + " is " + field + ", wanted " + wanted));
  }

  private <T> List<T> elements(String name, Function<JsonTree, Optional<T>> kind, String wanted) {
    List<T> elements = new ArrayList<>();
    for (JsonTree element : list(name)) {
      elements.add(
          kind.apply(element)
              .orElseThrow(
                  () ->
                      new InvalidInputException(
                          name + " holds " + element + ", wanted " + wanted)));
    }
    return elements;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonTree tree && Objects.equals(value, tree.value);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(value);
  }

  /** Returns JSON. */
  @Override
  public String toString() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private void write(JsonGenerator json) throws IOException {
    if (isObject()) {
      json.writeStartObject();
      for (Map.Entry<String, JsonTree> field : fields.entrySet()) {
        json.writeFieldName(field.getKey());
        field.getValue().write(json);
      }
      json.writeEndObject();
    } else if (isList()) {
      json.writeStartArray();
      for (JsonTree element : elements) {
        element.write(json);
      }
      json.writeEndArray();
    } else if (value instanceof String text) {
      json.writeString(text);
    } else {
      json.writeRawValue(String.valueOf(value));
    }
  }
}
