package dev.deepmatting.dl4j.data;

import dev.deepmatting.dl4j.internal.memory.AlignedMemory;
import dev.deepmatting.dl4j.internal.memory.NativeArrays;
import dev.deepmatting.dl4j.internal.tensor.Batch;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.internal.thread.DeepStack;
import java.util.concurrent.atomic.AtomicInteger;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Two native blocks that alternate: a batch's arrays are valid until the batch after the next one
 * takes their block. On other backends than the CPU, the arrays are ND4J's own. Not safe to share
 * between threads.
 */
final class BatchMemory implements AutoCloseable {
  private static final AtomicInteger LIVE = new AtomicInteger();

  private final AlignedMemory[] blocks = new AlignedMemory[2];
  private int turn;

  /**
   * Separate, because a class whose initialiser loads the backend would deadlock with the loading
   * thread.
   */
  private static final class Backend {
    static final boolean ON_CPU = DeepStack.call("matting-natives", BatchMemory::isOnCpu);
  }

  /** Returns how many blocks of all instances are allocated. */
  static int liveBlocks() {
    return LIVE.get();
  }

  /** Copies a batch into the next block; features and labels have one array each. */
  MultiDataSet hold(Batch batch) {
    if (!Backend.ON_CPU) {
      return new MultiDataSet(copy(batch.input()), copy(batch.label()));
    }
    int input = batch.input().values().length;
    int label = batch.label().values().length;
    AlignedMemory block = block(turn, Float.BYTES * ((long) input + label));
    MultiDataSet held =
        new MultiDataSet(place(batch.input(), block, 0), place(batch.label(), block, input));
    turn = 1 - turn;
    return held;
  }

  static boolean isOnCpu() {
    return Nd4j.getEnvironment().isCPU();
  }

  private static INDArray copy(FloatTensor tensor) {
    return Nd4j.create(tensor.values(), NativeArrays.shape(tensor));
  }

  private AlignedMemory block(int slot, long bytes) {
    if (blocks[slot] == null || blocks[slot].bytes() < bytes) {
      free(slot);
      blocks[slot] = new AlignedMemory(bytes);
      LIVE.incrementAndGet();
    }
    return blocks[slot];
  }

  private static INDArray place(FloatTensor tensor, AlignedMemory block, long offset) {
    return NativeArrays.wrap(block.put(tensor, offset), NativeArrays.shape(tensor));
  }

  private void free(int slot) {
    if (blocks[slot] != null) {
      blocks[slot].close();
      blocks[slot] = null;
      LIVE.decrementAndGet();
    }
  }

  @Override
  public void close() {
    free(0);
    free(1);
  }
}
