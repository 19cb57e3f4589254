package dev.deepmatting.dl4j.internal.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.bytedeco.javacpp.Pointer;

/**
 * Native memory that is reused: later blocks reuse returned ones, and {@link #close()} frees all.
 * Blocks begin at cache lines. Not safe to share between threads.
 */
public final class NativePool implements AutoCloseable {
  private final NavigableMap<Long, Deque<AlignedMemory>> free = new TreeMap<>();
  private final IdentityHashMap<Block, AlignedMemory> used = new IdentityHashMap<>();
  private long allocatedBytes;
  private long usedBytes;
  private long peakBytes;
  private boolean closed;

  /** Creates an empty pool. */
  public NativePool() {}

  /** Memory in use: a loan from a pool, or foreign. */
  public static final class Block {
    private final Pointer start;
    private boolean ended;

    /**
     * Wraps foreign memory.
     *
     * @param start its first byte, at position 0
     */
    public Block(Pointer start) {
      this.start = start;
    }

    /**
     * Returns its address.
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
   * Returns a block, not initialised.
   *
   * @param bytes the least size, 0 or more
   * @return a block of at least that size
   * @throws OutOfMemoryError if there is not enough memory
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

  /**
   * Returns the smallest free chunk that is large enough and at most twice as large, else a new
   * one.
   */
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
   * @param block a block from this pool that was not yet returned
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
   * Returns the pool's memory, used and free.
   *
   * @return bytes
   */
  public long allocatedBytes() {
    return allocatedBytes;
  }

  /**
   * Returns the peak memory use.
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
