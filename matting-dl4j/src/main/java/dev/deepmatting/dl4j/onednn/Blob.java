package dev.deepmatting.dl4j.onednn;

import dev.deepmatting.dl4j.backprop.Activation;
import org.bytedeco.javacpp.Pointer;

/**
 * Values in native memory.
 *
 * @param layout how they lie there
 * @param block the memory
 */
record Blob(Layout layout, Block block) implements Activation {
  @Override
  public int[] shape() {
    return layout.shape();
  }

  Pointer start() {
    return block.start();
  }
}
