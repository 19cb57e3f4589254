/** Files for others: ONNX, the SameDiff graph, and what converts any file that is read. */
package dev.deepmatting.dl4j.internal.export;
