package dev.deepmatting.cli;

import dev.deepmatting.MattingTrainer;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.Variant;
import dev.deepmatting.propagation.PropagationMethod;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options for the network to train and the weights to start from. */
final class NetworkOptions {
  @Option(
      names = "--init",
      paramLabel = "FILE|builtin:NAME",
      description = {
        "Starts from a model or checkpoint, or from the encoder of",
        "VGG16 weights. Default: random weights"
      })
  private @Nullable String init;

  @Mixin private SourceOptions source;

  @Option(
      names = "--width",
      paramLabel = "N",
      description = {
        "The channels of a new network's first layers; VGG16 has 64.",
        "--skip true adds skips to it. Default: 64, or the network of --init"
      })
  private @Nullable Integer width;

  @Option(
      names = "--guides",
      paramLabel = "NAME[,NAME...]",
      split = ",",
      converter = MethodConverter.class,
      completionCandidates = MethodConverter.class,
      description = {
        "Guides the network by the mattes of methods: graph, closed-form,",
        "closed-form-light, three-layer-graph, knn. Default: as the network",
        "of --init, or none"
      })
  private PropagationMethod @Nullable [] guides;

  void addTo(MattingTrainer.Builder trainer) {
    if (guides != null) {
      trainer.guides(guides);
    }
    if (init != null) {
      trainer.start(source.source(init));
    }
    if (width != null || init == null) {
      trainer.network(newNetwork());
    }
  }

  private NetworkConfig newNetwork() {
    NetworkConfig.Builder network =
        NetworkConfig.builder(Variant.VGG16_BN).skip(source.skip().orElse(false));
    return (width == null ? network : network.baseChannels(width)).build();
  }
}
