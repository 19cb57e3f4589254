/**
 * The arithmetic of a training step, forward and backward, layer by layer: from a batch to the
 * gradients of the parameters.
 */
package dev.deepmatting.dl4j.internal.backprop;
