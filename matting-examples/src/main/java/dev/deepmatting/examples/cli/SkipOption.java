package dev.deepmatting.examples.cli;

import dev.deepmatting.network.WeightSource;
import picocli.CommandLine.Option;

/** The user's word on skip additions, which checkpoints of other implementations do not tell. */
final class SkipOption {
  @Option(
      names = "--skip",
      arity = "1",
      paramLabel = "true|false",
      description = {
        "Whether the network adds the encoder's features to the decoder's;",
        "needed for 'classic' checkpoints, whose files do not tell."
      })
  private Boolean skip;

  /** A model as users write it, with this word. */
  WeightSource source(String model) {
    WeightSource source = WeightSource.parse(model);
    return skip == null ? source : source.withSkip(skip);
  }

  /** True or false, or null if nothing was said. */
  Boolean value() {
    return skip;
  }
}
