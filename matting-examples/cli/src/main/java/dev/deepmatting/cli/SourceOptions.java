package dev.deepmatting.cli;

import dev.deepmatting.Matting;
import dev.deepmatting.ModelFiles;
import dev.deepmatting.network.WeightSource;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The user's word on a file of weights: what it does not tell, and what may be left out. */
final class SourceOptions {
  @Option(
      names = "--skip",
      arity = "1",
      paramLabel = "true|false",
      description = {
        "Whether the network adds the encoder's features to the decoder's;",
        "needed for 'classic' checkpoints, whose files do not say."
      })
  private Boolean skip;

  @Option(
      names = "--strict",
      arity = "1",
      defaultValue = "true",
      paramLabel = "true|false",
      description = "False to ignore tensors that the network does not know. Default: true")
  private boolean strict;

  /** What was said of the skip additions. */
  Optional<Boolean> skip() {
    return Optional.ofNullable(skip);
  }

  /** A model as users write it, with this word. */
  WeightSource source(String model) {
    WeightSource source = WeightSource.parse(model).withStrict(strict);
    return skip == null ? source : source.withSkip(skip);
  }

  /**
   * What loads a model, with the same word. A network has got its threads before the start.
   *
   * @param threads of a method's predictions; null for its default
   */
  Matting.Builder matting(String model, Integer threads) {
    Matting.Builder builder = Matting.builder().model(model).strict(strict);
    if (skip != null) {
      builder.skip(skip);
    }
    boolean isMethod = ModelFiles.method(WeightSource.parse(model)).isPresent();
    return threads != null && isMethod ? builder.threads(threads) : builder;
  }
}
