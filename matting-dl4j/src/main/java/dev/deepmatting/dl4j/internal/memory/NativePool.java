package dev.deepmatting.dl4j.internal.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.bytedeco.javacpp.Pointer;

/**
 * Native memory that is used again and again: what is given back makes room for the next, and all
 * is freed on {@link #close()}. Blocks begin at cache lines. Not safe to share between threads.
 */
public final class NativePool implements AutoCloseable {
  private final NavigableMap<Long, Deque<AlignedMemory>> free = new TreeMap<>();
  private final IdentityHashMap<Block, AlignedMemory> used = new IdentityHashMap<>();
  private long allocatedBytes;
  private long usedBytes;
  private long peakBytes;
  private boolean closed;

  /** No memory yet. */
  public NativePool() {}

  /** Memory that is used for one thing: a loan from a pool, or foreign. */
  public static final class Block {
    private final Pointer start;
    private boolean ended;

    /**
     * Memory of somebody's.
     *
     * @param start its first byte, at position 0
     */
    public Block(Pointer start) {
      this.start = start;
    }

    /**
     * Where it is.
     *
     * @return the first byte
     * @throws IllegalStateException if the loan has ended
     */
    public Pointer start() {
      if (ended) {
        throw new IllegalStateException("these values were released");
      }
      return start;
    }
  }

  /**
   * A block, not initialised.
   *
   * @param bytes how many are needed, 0 or more
   * @return a block that is at least as large
   * @throws OutOfMemoryError if there is no such memory
   */
  public Block take(long bytes) {
    if (closed) {
      throw new IllegalStateException("this memory was freed");
    }
    AlignedMemory chunk = fitting(Math.max(1, bytes));
    Block block = new Block(chunk.start());
    used.put(block, chunk);
    usedBytes += chunk.bytes();
    peakBytes = Math.max(peakBytes, usedBytes);
    return block;
  }

  /** The smallest free chunk that is large enough, but at most twice as large; else a new one. */
  private AlignedMemory fitting(long bytes) {
    Map.Entry<Long, Deque<AlignedMemory>> fitting = free.ceilingEntry(bytes);
    if (fitting == null || fitting.getKey() > 2 * bytes) {
      return allocate(bytes);
    }
    AlignedMemory chunk = fitting.getValue().pop();
    if (fitting.getValue().isEmpty()) {
      free.remove(fitting.getKey());
    }
    return chunk;
  }

  private AlignedMemory allocate(long bytes) {
    AlignedMemory chunk = new AlignedMemory(bytes);
    allocatedBytes += bytes;
    return chunk;
  }

  /**
   * Takes a block back.
   *
   * @param block one that was taken from here and not yet given back
   */
  public void give(Block block) {
    AlignedMemory chunk = used.remove(block);
    if (chunk == null) {
      throw new IllegalStateException("these values were released already, or are not from here");
    }
    block.ended = true;
    usedBytes -= chunk.bytes();
    free.computeIfAbsent(chunk.bytes(), key -> new ArrayDeque<>()).push(chunk);
  }

  /**
   * What the pool holds, used and free.
   *
   * @return bytes
   */
  public long allocatedBytes() {
    return allocatedBytes;
  }

  /**
   * The most that was in use at once.
   *
   * @return bytes
   */
  public long peakBytes() {
    return peakBytes;
  }

  @Override
  public void close() {
    closed = true;
    used.keySet().forEach(block -> block.ended = true);
    used.values().forEach(AlignedMemory::close);
    used.clear();
    free.values().forEach(chunks -> chunks.forEach(AlignedMemory::close));
    free.clear();
    allocatedBytes = 0;
    usedBytes = 0;
  }
}
