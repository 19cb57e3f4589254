/** Tensors in this library's and other files, and the names and shapes of the network's tensors. */
package dev.deepmatting.dl4j.internal.weights;
