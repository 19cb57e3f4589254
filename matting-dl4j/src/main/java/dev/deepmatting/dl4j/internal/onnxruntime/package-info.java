/** Networks of ONNX files on ONNX Runtime, which is optional. */
package dev.deepmatting.dl4j.internal.onnxruntime;
