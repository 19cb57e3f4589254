package dev.deepmatting.dl4j.internal.memory;

import dev.deepmatting.dl4j.tensor.FloatTensor;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Uninitialised native memory that begins at a cache line. It bypasses JavaCPP's accounting, whose
 * limits follow the size of the Java heap. Not safe to share between threads.
 */
public final class AlignedMemory implements AutoCloseable {
  private static final int ALIGNMENT = 64;

  private final long bytes;
  private final BytePointer start;
  private @Nullable Pointer memory;

  /**
   * Allocates memory.
   *
   * @param bytes how much, 0 or more
   * @throws OutOfMemoryError if there is not enough memory
   */
  public AlignedMemory(long bytes) {
    memory = Pointer.malloc(bytes + ALIGNMENT);
    if (memory == null || memory.isNull()) {
      throw new OutOfMemoryError("no " + bytes + " bytes of native memory");
    }
    this.bytes = bytes;
    long past = memory.address() % ALIGNMENT;
    this.start = new BytePointer(memory).getPointer(ALIGNMENT - past);
  }

  /**
   * Returns the size.
   *
   * @return bytes
   */
  public long bytes() {
    return bytes;
  }

  /**
   * Copies a tensor into this memory.
   *
   * @param tensor its values are copied
   * @param offset its position, in floats
   * @return the values in this memory
   */
  public FloatPointer put(FloatTensor tensor, long offset) {
    FloatPointer part = new FloatPointer(start).getPointer(FloatPointer.class, offset);
    return part.capacity(tensor.values().length).put(tensor.values());
  }

  /**
   * Returns the start.
   *
   * @return its first byte
   */
  public BytePointer start() {
    return start;
  }

  /** Frees the memory. Later calls do nothing. */
  @Override
  public void close() {
    if (memory != null) {
      Pointer.free(memory);
      memory = null;
    }
  }
}
