package dev.deepmatting.dl4j.internal.plan;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import dev.deepmatting.dl4j.internal.onednn.ChannelBlocks;
import java.util.Objects;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * Max unpooling onto the pooled feature: each value is added where its window's maximum was; the
 * rest stays. Strips of rows are unpooled and added one by one, so that unpooled values never leave
 * the caches. oneDNN sees a strip as many pictures of two rows, which its threads share; it would
 * give a single picture to one thread.
 */
final class StripUnpooling implements Step {
  /** Bytes of unpooled values in a strip. */
  private static final long STRIP_BYTES = 2 << 20;

  private final OperationStep unpooling;
  private final OperationStep addition;
  private final Value feature;
  private final Value workspace;
  private final Value source;
  private final int strips;
  private @Nullable BytePointer memory;

  /**
   * Prepares it.
   *
   * @param unpooling of a strip, its result bound
   * @param addition of a strip, its second addend bound
   * @param feature the sum
   * @param strips how many
   */
  StripUnpooling(
      OperationStep unpooling,
      OperationStep addition,
      Value feature,
      Value workspace,
      Value source,
      int strips) {
    this.unpooling =
        unpooling.withPart(DNNL_ARG_DIFF_DST, source).withPart(DNNL_ARG_WORKSPACE, workspace);
    this.addition = addition.withPart(DNNL_ARG_SRC_0, feature).withPart(DNNL_ARG_DST, feature);
    this.feature = feature;
    this.workspace = workspace;
    this.source = source;
    this.strips = strips;
  }

  /** Returns whether feature, output and workspace have blocks of the same channels. */
  static boolean knows(PooledBlock pooled) {
    Optional<ChannelBlocks> feature = pooled.featureLayout().channelBlocks();
    Optional<ChannelBlocks> output = pooled.pooledLayout().channelBlocks();
    if (feature.isEmpty() || output.isEmpty()) {
      return false;
    }
    ChannelBlocks small = output.get();
    ChannelBlocks doubled =
        new ChannelBlocks(small.blocks(), small.channels(), 2 * small.height(), 2 * small.width());
    return feature.get().equals(doubled)
        && pooled.workspace().layout().channelBlocks().equals(output)
        && pooled.workspace().bytes() == small.start(small.blocks(), 0);
  }

  /**
   * Returns how many pairs of a feature's rows a strip has.
   *
   * @param pairs of the feature, in all blocks of channels
   * @param bytes of a pair
   * @return a divisor of all
   */
  static int pairsOfStrip(int pairs, long bytes) {
    int most = (int) Math.max(1, Math.min(pairs, STRIP_BYTES / bytes));
    while (pairs % most != 0) {
      most--;
    }
    return most;
  }

  @Override
  public void bind(BytePointer start) {
    memory = start;
    unpooling.bind(start);
    addition.bind(start);
  }

  @Override
  public void run() {
    for (int strip = 0; strip < strips; strip++) {
      unpooling.move(DNNL_ARG_DIFF_DST, start(source, strip));
      unpooling.move(DNNL_ARG_WORKSPACE, start(workspace, strip));
      unpooling.run();
      BytePointer sum = start(feature, strip);
      addition.move(DNNL_ARG_SRC_0, sum);
      addition.move(DNNL_ARG_DST, sum);
      addition.run();
    }
  }

  private BytePointer start(Value value, int strip) {
    return Objects.requireNonNull(memory, "not bound")
        .getPointer(BytePointer.class, value.offset() + value.bytes() / strips * strip);
  }

  @Override
  public double cost() {
    return strips * (unpooling.cost() + addition.cost());
  }
}
