package dev.deepmatting.dl4j.backprop.onednn;

import dev.deepmatting.dl4j.backprop.Activation;
import dev.deepmatting.dl4j.memory.NativePool;
import dev.deepmatting.dl4j.onednn.Layout;
import dev.deepmatting.dl4j.onednn.Operation;
import org.bytedeco.javacpp.Pointer;

/**
 * Values in native memory.
 *
 * @param layout how they lie there
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
