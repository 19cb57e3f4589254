/**
 * A training step's arithmetic, forward and backward, layer by layer: batch in, gradients of the
 * parameters out.
 */
package dev.deepmatting.dl4j.internal.backprop;
