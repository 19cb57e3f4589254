package dev.deepmatting.dl4j.internal.weights.torch;

import dev.deepmatting.dl4j.internal.weights.DataType;

/**
 * A storage of PyTorch, a row of numbers that tensors share, or a part of one.
 *
 * @param key its name in the file
 * @param dataType how its numbers are stored
 * @param offset the part's first number
 * @param elements how many numbers the part has
 */
record StorageView(String key, DataType dataType, long offset, long elements) {
  long byteLength() {
    return elements * dataType.bytes();
  }
}
