package dev.deepmatting.dl4j.internal.weights.nn;

import java.util.Optional;

/**
 * A convolution of a {@code ComputationGraph}.
 *
 * @param layer its vertex
 * @param activation what its own output goes through, such as {@code identity} or {@code relu}
 * @param normalisation the vertex of the batch normalisation that takes its output, if any
 */
public record GraphConvolution(String layer, String activation, Optional<String> normalisation) {}
