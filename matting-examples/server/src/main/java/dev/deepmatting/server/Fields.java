package dev.deepmatting.server;

import dev.deepmatting.image.ImageInput;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The named values of a request: texts and files. Each value that is asked for counts as known, so
 * that {@link #requireAllKnown()} can refuse the others. For one thread.
 */
final class Fields {
  private static final int LONGEST_TEXT = 1 << 16;

  private final Map<String, ByteBuffer> values = new LinkedHashMap<>();
  private final Map<String, String> fileNames = new LinkedHashMap<>();
  private final Set<String> known = new HashSet<>();
  private final boolean wantsJson;

  /**
   * Creates a request without fields.
   *
   * @param wantsJson whether the client accepts JSON only
   */
  Fields(boolean wantsJson) {
    this.wantsJson = wantsJson;
  }

  boolean wantsJson() {
    return wantsJson;
  }

  /**
   * Adds a value.
   *
   * @throws Refusal if there is one of that name
   */
  void add(String name, ByteBuffer value, Optional<String> fileName) {
    if (values.putIfAbsent(name, value) != null) {
      throw new Refusal(
          Refusal.BAD_REQUEST, "invalid_field", name + " is given twice, wanted it once");
    }
    fileName.ifPresent(each -> fileNames.put(name, each));
  }

  void add(String name, String value) {
    add(name, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)), Optional.empty());
  }

  boolean has(String name) {
    known.add(name);
    return values.containsKey(name);
  }

  /** Returns a text; empty if the field is missing or has no characters. */
  Optional<String> text(String name) {
    known.add(name);
    ByteBuffer value = values.get(name);
    if (value == null || !value.hasRemaining()) {
      return Optional.empty();
    }
    if (value.remaining() > LONGEST_TEXT) {
      throw Refusal.field(name, value.remaining() + " bytes", "a text of at most 65536 bytes");
    }
    return Optional.of(StandardCharsets.UTF_8.decode(value.duplicate()).toString().strip());
  }

  /** Returns a converted text; what the conversion refuses is refused in its name. */
  <T> Optional<T> value(String name, String wanted, Function<String, T> conversion) {
    Optional<String> text = text(name);
    try {
      return text.map(conversion);
    } catch (Refusal e) {
      throw e;
    } catch (RuntimeException e) {
      throw Refusal.field(name, text.orElse(""), wanted);
    }
  }

  Optional<Double> number(String name) {
    return value(
        name,
        "a number",
        text -> {
          double number = Double.parseDouble(text);
          if (!Double.isFinite(number)) {
            throw new NumberFormatException(text);
          }
          return number;
        });
  }

  Optional<Integer> integer(String name) {
    return value(name, "a whole number", Integer::valueOf);
  }

  /** Returns a list of whole numbers, separated by commas or spaces. */
  Optional<int[]> integers(String name, int count, String wanted) {
    return value(
        name,
        wanted,
        text -> {
          String[] parts = text.split("[,\\s]+", -1);
          int[] numbers = new int[parts.length];
          for (int i = 0; i < parts.length; i++) {
            numbers[i] = Integer.parseInt(parts[i]);
          }
          if (numbers.length != count) {
            throw new NumberFormatException(text);
          }
          return numbers;
        });
  }

  boolean flag(String name) {
    return value(
            name,
            "true or false",
            text ->
                switch (text.toLowerCase(Locale.ROOT)) {
                  case "true", "1", "yes", "on" -> true;
                  case "false", "0", "no", "off" -> false;
                  default -> throw new IllegalArgumentException(text);
                })
        .orElse(false);
  }

  /** Returns one of several words. */
  <E extends Enum<E>> E choice(String name, Class<E> type, E standard) {
    String words =
        java.util.Arrays.stream(type.getEnumConstants())
            .map(each -> each.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    return value(name, "one of " + words, text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)))
        .orElse(standard);
  }

  /** Returns an encoded picture: a file, or base64 text in the field with {@code _b64} behind. */
  Optional<ImageInput> picture(String name) {
    known.add(name);
    known.add(name + "_b64");
    ByteBuffer file = values.get(name);
    ByteBuffer text = values.get(name + "_b64");
    if (file != null && text != null) {
      throw new Refusal(
          Refusal.BAD_REQUEST,
          "invalid_field",
          name + " and " + name + "_b64 are given, wanted one of them");
    }
    if (text != null) {
      return Optional.of(ImageInput.of(decoded(name + "_b64", text)).named(name));
    }
    return Optional.ofNullable(file)
        .map(bytes -> ImageInput.of(bytes).named(fileNames.getOrDefault(name, name)));
  }

  private static ByteBuffer decoded(String name, ByteBuffer text) {
    byte[] characters = new byte[text.remaining()];
    text.duplicate().get(characters);
    try {
      return ByteBuffer.wrap(Base64.getMimeDecoder().decode(characters));
    } catch (IllegalArgumentException e) {
      throw Refusal.field(name, characters.length + " characters", "base64");
    }
  }

  /** Returns the names that were asked for. */
  Set<String> known() {
    return Set.copyOf(known);
  }

  /**
   * Refuses fields that nothing asked for: they would be ignored in silence.
   *
   * @throws Refusal that names them
   */
  void requireAllKnown() {
    Set<String> unknown = new java.util.TreeSet<>(values.keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new Refusal(
          Refusal.BAD_REQUEST,
          "unknown_field",
          "unknown fields "
              + unknown.stream().limit(20).toList()
              + ", wanted some of "
              + new java.util.TreeSet<>(known));
    }
  }
}
