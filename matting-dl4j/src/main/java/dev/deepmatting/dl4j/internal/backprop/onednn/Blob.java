package dev.deepmatting.dl4j.internal.backprop.onednn;

import dev.deepmatting.dl4j.internal.backprop.Activation;
import dev.deepmatting.dl4j.internal.memory.NativePool;
import dev.deepmatting.dl4j.internal.onednn.Layout;
import dev.deepmatting.dl4j.internal.onednn.Operation;
import org.bytedeco.javacpp.Pointer;

/**
 * Values in native memory.
 *
 * @param layout their layout in memory
 * @param block the memory
 */
record Blob(Layout layout, NativePool.Block block) implements Activation, Operation.Operand {
  @Override
  public int[] shape() {
    return layout.shape();
  }

  @Override
  public Pointer start() {
    return block.start();
  }
}
