package dev.deepmatting.cli;

import dev.deepmatting.Matting;
import dev.deepmatting.ModelFiles;
import dev.deepmatting.network.WeightSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options about a weight file: what it does not say, and what can be ignored. */
final class SourceOptions {
  @Option(
      names = "--skip",
      arity = "1",
      paramLabel = "true|false",
      description = {
        "Whether the network adds the encoder's features to the decoder's;",
        "needed for 'classic' checkpoints, whose files do not say."
      })
  private @Nullable Boolean skip;

  @Option(
      names = "--strict",
      arity = "1",
      defaultValue = "true",
      paramLabel = "true|false",
      description = "False to ignore tensors that the network does not know. Default: true")
  private boolean strict;

  /** Returns the user's setting of skip additions. */
  Optional<Boolean> skip() {
    return Optional.ofNullable(skip);
  }

  /** Returns a model as users write it, with these options. */
  WeightSource source(String model) {
    WeightSource source = WeightSource.parse(model).withStrict(strict);
    return skip == null ? source : source.withSkip(skip);
  }

  /**
   * Returns a builder for a model, with the same options. A network gets its threads before the
   * start.
   *
   * @param threads threads of a method's predictions; null for its default
   */
  Matting.Builder matting(String model, @Nullable Integer threads) {
    Matting.Builder builder = Matting.builder().model(model).strict(strict);
    if (skip != null) {
      builder.skip(skip);
    }
    boolean isMethod = ModelFiles.method(WeightSource.parse(model)).isPresent();
    return threads != null && isMethod ? builder.threads(threads) : builder;
  }
}
