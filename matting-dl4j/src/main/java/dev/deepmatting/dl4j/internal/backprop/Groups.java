package dev.deepmatting.dl4j.internal.backprop;

import dev.deepmatting.dl4j.internal.weights.ConvolutionLayer;
import dev.deepmatting.dl4j.internal.weights.NetworkLayout;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.network.RefinementHead;
import dev.deepmatting.network.Upsampling;
import dev.deepmatting.train.ParameterGroup;
import java.util.ArrayList;
import java.util.List;

/** Assigns layers and tensors of a network to parameter groups. */
final class Groups {
  private static final int LEVELS = 5;

  private final NetworkConfig config;
  private final NetworkLayout layout;

  Groups(NetworkConfig config) {
    this.config = config;
    this.layout = new NetworkLayout(config);
  }

  /** Returns the names of a group's parameters, without running statistics, in a fixed order. */
  List<String> parameters(ParameterGroup group) {
    List<String> names = new ArrayList<>();
    for (ConvolutionLayer layer : convolutions(group)) {
      names.add(layer.name() + ".weight");
      names.add(layer.name() + ".bias");
      if (layer.batchNorm() != null) {
        names.add(layer.batchNorm() + ".weight");
        names.add(layer.batchNorm() + ".bias");
      }
    }
    if (group == ParameterGroup.DECODER
        && config.upsampling() == Upsampling.TRANSPOSED_CONVOLUTION) {
      for (int level = LEVELS; level >= 1; level--) {
        names.add(layout.learnedUpsampling(level) + ".weight");
        names.add(layout.learnedUpsampling(level) + ".bias");
      }
    }
    return names;
  }

  /** Returns all layers followed by batch normalisation. */
  List<ConvolutionLayer> normalised() {
    return layout.convolutions().stream().filter(layer -> layer.batchNorm() != null).toList();
  }

  private List<ConvolutionLayer> convolutions(ParameterGroup group) {
    List<ConvolutionLayer> layers = new ArrayList<>();
    switch (group) {
      case ENCODER -> {
        for (int block = 1; block <= LEVELS; block++) {
          layers.addAll(layout.encoderBlock(block));
        }
      }
      case DECODER -> {
        layers.addAll(layout.bridge());
        for (int level = LEVELS; level >= 1; level--) {
          layers.add(layout.decoder(level));
        }
        layers.add(layout.rawAlpha());
        layout.guideGate().ifPresent(layers::add);
      }
      case HEAD -> {
        layers.addAll(layout.refinementHidden());
        if (config.refinementHead() != RefinementHead.NONE) {
          layers.add(layout.refinementPrediction());
        }
      }
    }
    return layers;
  }
}
