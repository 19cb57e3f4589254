package dev.deepmatting.dl4j.internal.plan;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import dev.deepmatting.dl4j.internal.onednn.Layout;
import dev.deepmatting.dl4j.internal.onednn.Operation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a max pooling gives, and what is kept of it for the unpooling.
 *
 * @param operation describes the pooling of what is kept
 * @param output the maxima, for the next block; null in a window
 * @param feature what was pooled, as it is kept, or null if it is not
 * @param workspace where the maxima were
 */
record PooledBlock(
    Operation operation, @Nullable Value output, @Nullable Value feature, Value workspace) {
  /** The maxima, which there are outside of a window. */
  Value maxima() {
    return Objects.requireNonNull(output, "no maxima");
  }

  /** What was pooled, where it is kept. */
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
