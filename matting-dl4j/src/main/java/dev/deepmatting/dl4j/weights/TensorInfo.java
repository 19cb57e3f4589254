package dev.deepmatting.dl4j.weights;

import java.util.List;

/**
 * What a file says of one tensor.
 *
 * @param name its name
 * @param dataType how its numbers are stored
 * @param shape its sizes, slowest dimension first
 * @param offset where its numbers start in the file, in bytes
 * @param byteLength how long they are
 */
public record TensorInfo(
    String name, DataType dataType, List<Integer> shape, long offset, long byteLength) {}
