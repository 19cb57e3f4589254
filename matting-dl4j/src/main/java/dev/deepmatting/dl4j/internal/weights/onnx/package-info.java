/** The ONNX format: reading the tensors of a graph. */
package dev.deepmatting.dl4j.internal.weights.onnx;
