/**
 * Weights that Keras wrote as HDF5, checked and decoded in Java. Only what Keras needs of HDF5 is
 * accepted; the format is described in the HDF Group's "HDF5 File Format Specification", version
 * 3.0.
 */
package dev.deepmatting.dl4j.internal.weights.keras;
