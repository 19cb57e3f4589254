package dev.deepmatting.dl4j.data;

import dev.deepmatting.dl4j.internal.memory.NativeArrays;
import dev.deepmatting.dl4j.internal.tensor.Batch;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Two native blocks that take turns: a batch's arrays are good until the batch after the next one
 * takes their block. On other backends than the CPU the arrays are ND4J's own. Not safe to share
 * between threads.
 */
final class BatchMemory implements AutoCloseable {
  private static final AtomicInteger LIVE = new AtomicInteger();

  private final FloatPointer[] blocks = new FloatPointer[2];
  private int turn;

  /** How many blocks of all instances are allocated. */
  static int liveBlocks() {
    return LIVE.get();
  }

  /** Copies a batch into the block whose turn it is; features and labels have one array each. */
  MultiDataSet hold(Batch batch) {
    if (!Nd4j.getEnvironment().isCPU()) {
      return new MultiDataSet(copy(batch.input()), copy(batch.label()));
    }
    int input = batch.input().values().length;
    int label = batch.label().values().length;
    FloatPointer block = block(turn, (long) input + label);
    MultiDataSet held =
        new MultiDataSet(place(batch.input(), block, 0), place(batch.label(), block, input));
    turn = 1 - turn;
    return held;
  }

  private static INDArray copy(FloatTensor tensor) {
    return Nd4j.create(tensor.values(), NativeArrays.shape(tensor));
  }

  private FloatPointer block(int slot, long elements) {
    if (blocks[slot] == null || blocks[slot].capacity() < elements) {
      free(slot);
      blocks[slot] = NativeArrays.allocate(elements);
      LIVE.incrementAndGet();
    }
    return blocks[slot];
  }

  private static INDArray place(FloatTensor tensor, FloatPointer block, long offset) {
    FloatPointer part = block.getPointer(FloatPointer.class, offset);
    part.capacity(tensor.values().length).put(tensor.values());
    return NativeArrays.wrap(part, NativeArrays.shape(tensor));
  }

  private void free(int slot) {
    if (blocks[slot] != null) {
      Pointer.free(blocks[slot]);
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
