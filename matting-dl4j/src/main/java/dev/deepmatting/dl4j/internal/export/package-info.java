/** Export: ONNX, the SameDiff graph, and the conversion of any readable file. */
package dev.deepmatting.dl4j.internal.export;
