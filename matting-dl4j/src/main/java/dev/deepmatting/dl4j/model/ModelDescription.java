package dev.deepmatting.dl4j.model;

import dev.deepmatting.dl4j.weights.TensorInfo;
import dev.deepmatting.network.NetworkConfig;
import java.util.List;

/**
 * What a model file's header says.
 *
 * @param formatVersion the version of the format, 0 or more
 * @param config the network
 * @param provenance how the weights were made; empty if unknown
 * @param tensors the tensors in the order of their numbers in the file
 */
public record ModelDescription(
    int formatVersion, NetworkConfig config, String provenance, List<TensorInfo> tensors) {}
