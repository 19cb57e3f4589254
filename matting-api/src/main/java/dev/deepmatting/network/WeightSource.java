package dev.deepmatting.network;

import dev.deepmatting.error.InvalidInputException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;

/** Where a network's weights come from: a model file, or a model inside an artifact. Immutable. */
public final class WeightSource {
  private static final String BUILTIN_PREFIX = "builtin:";

  private final Path file;
  private final String builtin;

  private WeightSource(Path file, String builtin) {
    this.file = file;
    this.builtin = builtin;
  }

  /**
   * A model file.
   *
   * @param file the file, which is opened only when an engine loads it
   * @return the source
   */
  public static WeightSource file(Path file) {
    return new WeightSource(Objects.requireNonNull(file, "file"), null);
  }

  /**
   * Reads a source as users write it.
   *
   * @param text {@code builtin:NAME} or the path of a model file
   * @return the source
   * @throws InvalidInputException if the text is neither
   */
  public static WeightSource parse(String text) {
    Objects.requireNonNull(text, "model");
    if (text.startsWith(BUILTIN_PREFIX)) {
      return new WeightSource(null, text.substring(BUILTIN_PREFIX.length()));
    }
    if (text.isEmpty()) {
      throw unusable(text, null);
    }
    try {
      return file(Path.of(text));
    } catch (InvalidPathException e) {
      throw unusable(text, e);
    }
  }

  private static InvalidInputException unusable(String text, Throwable cause) {
    return new InvalidInputException(
        "model is '" + text + "', wanted " + BUILTIN_PREFIX + "NAME or the path of a file", cause);
  }

  /**
   * Whether the weights are inside an artifact.
   *
   * @return true for {@code builtin:NAME}
   */
  public boolean isBuiltin() {
    return builtin != null;
  }

  /**
   * The name of a model inside an artifact.
   *
   * @return the name without its prefix
   * @throws IllegalStateException if the source is a file
   */
  public String builtinName() {
    if (builtin == null) {
      throw new IllegalStateException("the model is the file " + file + ", not a builtin");
    }
    return builtin;
  }

  /**
   * The model file.
   *
   * @return its path
   * @throws IllegalStateException if the source is a builtin model
   */
  public Path path() {
    if (file == null) {
      throw new IllegalStateException("the model is " + this + ", not a file");
    }
    return file;
  }

  @Override
  public String toString() {
    return builtin != null ? BUILTIN_PREFIX + builtin : file.toString();
  }
}
