/** The ONNX format: reading the tensors of a graph. */
package dev.deepmatting.dl4j.weights.onnx;
