package dev.deepmatting.dl4j.onednn;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Native memory that is used again and again: what is given back makes room for the next, and all
 * is freed on {@link #close()}. Blocks begin at cache lines. Not safe to share between threads.
 */
final class NativePool implements AutoCloseable {
  private static final int ALIGNMENT = 64;

  private final NavigableMap<Long, Deque<Chunk>> free = new TreeMap<>();
  private final Map<Block, Chunk> used = new IdentityHashMap<>();
  private long allocatedBytes;
  private long usedBytes;
  private long peakBytes;
  private boolean closed;

  /** Memory as it came from the system, and its first aligned byte. */
  private record Chunk(Pointer memory, Pointer start, long bytes) {}

  /**
   * A block, not initialised.
   *
   * @param bytes how many are needed, 0 or more
   * @return a block that is at least as large
   * @throws OutOfMemoryError if there is no such memory
   */
  Block take(long bytes) {
    if (closed) {
      throw new IllegalStateException("the memory of these kernels was freed");
    }
    Chunk chunk = fitting(Math.max(1, bytes));
    Block block = new Block(chunk.start);
    used.put(block, chunk);
    usedBytes += chunk.bytes;
    peakBytes = Math.max(peakBytes, usedBytes);
    return block;
  }

  /** The smallest free chunk that is large enough, but at most twice as large; else a new one. */
  private Chunk fitting(long bytes) {
    Map.Entry<Long, Deque<Chunk>> fitting = free.ceilingEntry(bytes);
    if (fitting == null || fitting.getKey() > 2 * bytes) {
      return allocate(bytes);
    }
    Chunk chunk = fitting.getValue().pop();
    if (fitting.getValue().isEmpty()) {
      free.remove(fitting.getKey());
    }
    return chunk;
  }

  private Chunk allocate(long bytes) {
    Pointer memory = Pointer.malloc(bytes + ALIGNMENT);
    if (memory == null || memory.isNull()) {
      throw new OutOfMemoryError("no " + bytes + " bytes of native memory");
    }
    allocatedBytes += bytes;
    long past = memory.address() % ALIGNMENT;
    return new Chunk(memory, new BytePointer(memory).getPointer(ALIGNMENT - past), bytes);
  }

  /**
   * Takes a block back.
   *
   * @param block one that was taken from here and not yet given back
   */
  void give(Block block) {
    Chunk chunk = used.remove(block);
    if (chunk == null) {
      throw new IllegalStateException("these values were released already, or are not from here");
    }
    block.end();
    usedBytes -= chunk.bytes;
    free.computeIfAbsent(chunk.bytes, key -> new ArrayDeque<>()).push(chunk);
  }

  /** What the pool holds, used and free. */
  long allocatedBytes() {
    return allocatedBytes;
  }

  /** The most that was in use at once. */
  long peakBytes() {
    return peakBytes;
  }

  @Override
  public void close() {
    closed = true;
    used.keySet().forEach(Block::end);
    used.values().forEach(chunk -> Pointer.free(chunk.memory));
    used.clear();
    free.values().forEach(chunks -> chunks.forEach(chunk -> Pointer.free(chunk.memory)));
    free.clear();
    allocatedBytes = 0;
    usedBytes = 0;
  }
}
