package dev.deepmatting.dl4j.data;

import dev.deepmatting.dl4j.tensor.FloatTensor;

/**
 * A batch in the Java heap.
 *
 * @param input [N, 4, H, W], what the network is given
 * @param label [N, 11, H, W], what is true of it
 */
record Batch(FloatTensor input, FloatTensor label) {}
