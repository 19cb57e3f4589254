package dev.deepmatting.network;

import dev.deepmatting.error.InvalidInputException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The source of a network's weights: a file, bytes in memory, or a model inside an artifact; plus
 * what the user knows about it and the file does not say. Immutable, as long as the bytes are.
 *
 * @since 0.1
 */
public final class WeightSource {
  private static final String BUILTIN_PREFIX = "builtin:";

  private final String name;
  private final @Nullable Path file;
  private final byte @Nullable [] content;
  private final @Nullable Boolean skip;
  private final boolean strict;

  private WeightSource(
      String name,
      @Nullable Path file,
      byte @Nullable [] content,
      @Nullable Boolean skip,
      boolean strict) {
    this.name = name;
    this.file = file;
    this.content = content;
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
    return new WeightSource(file.toString(), file, null, null, true);
  }

  /**
   * Returns a source of a model in memory, for example of a class path resource.
   *
   * <pre>{@code
   * try (InputStream stream = MyApp.class.getResourceAsStream("net.safetensors")) {
   *   WeightSource model = WeightSource.bytes("net.safetensors", stream.readAllBytes());
   *   Matting matting = Matting.builder().model(model).build();
   * }
   * }</pre>
   *
   * @param name its name in messages
   * @param content the whole content of a model file; not copied, and must not change
   * @return the source
   */
  public static WeightSource bytes(String name, byte[] content) {
    return new WeightSource(
        Objects.requireNonNull(name, "name"),
        null,
        Objects.requireNonNull(content, "content"),
        null,
        true);
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
      return new WeightSource(text, null, null, null, true);
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
    return new WeightSource(name, file, content, skip, strict);
  }

  /**
   * Returns the same source, strict or not about tensors that the network does not know. Strict by
   * default. The tensors that the network needs are always required.
   *
   * @param strict false to ignore unknown tensors instead of rejecting the file
   * @return a new source
   */
  public WeightSource withStrict(boolean strict) {
    return new WeightSource(name, file, content, skip, strict);
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
    return file == null && content == null;
  }

  /**
   * Returns the name of a model inside an artifact.
   *
   * @return the name without its prefix
   * @throws IllegalStateException if the source is a file or in memory
   */
  public String builtinName() {
    if (!isBuiltin()) {
      throw new IllegalStateException("the model is " + name + ", not a builtin");
    }
    return name.substring(BUILTIN_PREFIX.length());
  }

  /**
   * Returns a model in memory.
   *
   * @return its content, which must not change; empty for a file and for a builtin model
   */
  public Optional<byte[]> content() {
    return Optional.ofNullable(content);
  }

  /**
   * Returns the model file.
   *
   * @return its path
   * @throws IllegalStateException if the source is not a file
   */
  public Path path() {
    if (file == null) {
      throw new IllegalStateException("the model is " + this + ", not a file");
    }
    return file;
  }

  /**
   * Returns a name without folders, for texts that leave this machine.
   *
   * @return the file's name, or the whole name of other sources
   */
  public String shortName() {
    return file == null ? name : String.valueOf(file.getFileName());
  }

  @Override
  public String toString() {
    return name;
  }
}
