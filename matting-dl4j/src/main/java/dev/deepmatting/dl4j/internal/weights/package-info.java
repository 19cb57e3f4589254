/** Tensors in foreign and own files, and what each tensor of the network is called and shaped. */
package dev.deepmatting.dl4j.internal.weights;
