package dev.deepmatting.dl4j.internal.model;

import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.network.NetworkConfig;

/**
 * A network with its weights and their origin.
 *
 * @param weights the complete weights
 * @param provenance how they were made, in words or as JSON; empty if unknown
 */
public record Model(NetworkWeights weights, String provenance) {
  /**
   * Returns the network's configuration.
   *
   * @return the configuration
   */
  public NetworkConfig config() {
    return weights.config();
  }
}
