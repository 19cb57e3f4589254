package dev.deepmatting.network;

import dev.deepmatting.error.InvalidInputException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The source of a network's weights: a file, or a model inside an artifact; plus what the user
 * knows about it and the file does not say. Immutable.
 *
 * @since 0.1
 */
public final class WeightSource {
  private static final String BUILTIN_PREFIX = "builtin:";

  private final @Nullable Path file;
  private final @Nullable String builtin;
  private final @Nullable Boolean skip;
  private final boolean strict;

  private WeightSource(
      @Nullable Path file, @Nullable String builtin, @Nullable Boolean skip, boolean strict) {
    this.file = file;
    this.builtin = builtin;
    this.skip = skip;
    this.strict = strict;
  }

  /**
   * Returns a source that reads a model file, or another implementation's checkpoint.
   *
   * @param file the file, which is opened only when an engine loads it
   * @return the source
   */
  public static WeightSource file(Path file) {
    return new WeightSource(Objects.requireNonNull(file, "file"), null, null, true);
  }

  /**
   * Parses a source as users write it.
   *
   * @param text {@code builtin:NAME} or the path of a model file
   * @return the source
   * @throws InvalidInputException if the text is neither
   */
  public static WeightSource parse(String text) {
    Objects.requireNonNull(text, "model");
    if (text.startsWith(BUILTIN_PREFIX)) {
      return new WeightSource(null, text.substring(BUILTIN_PREFIX.length()), null, true);
    }
    if (text.isEmpty()) {
      throw new InvalidInputException(unusable(text));
    }
    try {
      return file(Path.of(text));
    } catch (InvalidPathException e) {
      throw new InvalidInputException(unusable(text), e);
    }
  }

  private static String unusable(String text) {
    return "model is '" + text + "', wanted " + BUILTIN_PREFIX + "NAME or the path of a file";
  }

  /**
   * Returns the same source with the user's statement about skip additions. Checkpoints of the
   * {@code classic} variant exist with and without them under the same names and shapes, so the
   * file cannot show it; a model file says it, and must agree.
   *
   * @param skip whether the network adds the encoder's features to the decoder's
   * @return a new source
   */
  public WeightSource withSkip(boolean skip) {
    return new WeightSource(file, builtin, skip, strict);
  }

  /**
   * Returns the same source, strict or not about tensors that the network does not know. Strict by
   * default. The tensors that the network needs are always required.
   *
   * @param strict false to ignore unknown tensors instead of rejecting the file
   * @return a new source
   */
  public WeightSource withStrict(boolean strict) {
    return new WeightSource(file, builtin, skip, strict);
  }

  /**
   * Returns what the user says about skip additions.
   *
   * @return empty if the user says nothing
   */
  public Optional<Boolean> skip() {
    return Optional.ofNullable(skip);
  }

  /**
   * Returns whether tensors that the network does not know are an error.
   *
   * @return true unless {@link #withStrict} said otherwise
   */
  public boolean strict() {
    return strict;
  }

  /**
   * Returns whether the weights are inside an artifact.
   *
   * @return true for {@code builtin:NAME}
   */
  public boolean isBuiltin() {
    return builtin != null;
  }

  /**
   * Returns the name of a model inside an artifact.
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
   * Returns the model file.
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
    return builtin != null ? BUILTIN_PREFIX + builtin : String.valueOf(file);
  }
}
