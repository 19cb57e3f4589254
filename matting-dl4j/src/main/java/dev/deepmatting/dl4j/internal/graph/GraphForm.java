package dev.deepmatting.dl4j.internal.graph;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** What differs between the graphs of one network: where the weights are and what unpools. */
interface GraphForm {
  /**
   * Adds a weight to a graph.
   *
   * @param name its name
   * @param rank how many dimensions it has
   */
  SDVariable weight(SameDiff graph, String name, int rank);

  /**
   * Adds a max unpooling to a graph.
   *
   * @param feature what the pooling saw, [N, C, H, W]
   * @param pooled what the pooling gave, [N, C, H/2, W/2]
   * @param values what to unpool, [N, C, H/2, W/2]
   * @return the unpooled values, [N, C, H, W]
   */
  SDVariable unpool(SDVariable feature, SDVariable pooled, SDVariable values);
}
