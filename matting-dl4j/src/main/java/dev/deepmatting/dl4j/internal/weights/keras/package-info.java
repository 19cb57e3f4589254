/**
 * Weights that Keras wrote as HDF5, checked and decoded in Java. Only the part of HDF5 that Keras
 * needs is accepted. The format is defined in the HDF Group's "HDF5 File Format Specification",
 * version 3.0.
 */
package dev.deepmatting.dl4j.internal.weights.keras;
