package dev.deepmatting.dl4j.internal.plan;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import dev.deepmatting.dl4j.internal.onednn.Layout;
import dev.deepmatting.dl4j.internal.onednn.Operation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result of a max pooling, and what is kept of it for the unpooling.
 *
 * @param operation describes the pooling of the kept feature
 * @param output the maxima, for the next block; null in a window
 * @param feature the pooled feature as kept, or null if it is not
 * @param workspace the maxima's positions
 */
record PooledBlock(
    Operation operation, @Nullable Value output, @Nullable Value feature, Value workspace) {
  /** Returns the maxima, which exist only outside of a window. */
  Value maxima() {
    return Objects.requireNonNull(output, "no maxima");
  }

  /** Returns the pooled feature, which has to be kept. */
  Value kept() {
    return Objects.requireNonNull(feature, "no feature");
  }

  Layout featureLayout() {
    return operation.layout(DNNL_ARG_SRC);
  }

  Layout pooledLayout() {
    return operation.layout(DNNL_ARG_DST);
  }
}
