package dev.deepmatting.dl4j.internal.graph;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.enums.DataFormat;

/**
 * Max unpooling with the result of {@link MaxUnpool}, from ops that ND4J finds by name when it
 * reads a graph from a file, so that the file needs no class of this library. Several times slower
 * than the native op, since it passes over the data several times.
 */
final class PortableMaxUnpool {
  private static final int SIDE = 2;
  private static final int PLACES = SIDE * SIDE;

  /** One bit per dimension whose end is that of the array. */
  private static final int TO_THE_END = 0b1111;

  private PortableMaxUnpool() {}

  /**
   * Adds an unpooling to a graph. Each of a window's four positions, in row-major order, takes the
   * value if it has the maximum and no position before it has taken it; the last position takes the
   * remainder. A value minus itself is exactly 0, so one position takes the whole value.
   *
   * @param feature the pooling's input, [N, C, H, W]
   * @param pooled its result, [N, C, H/2, W/2]
   * @param values the values to unpool, [N, C, H/2, W/2]
   * @return the unpooled values, [N, C, H, W]
   */
  static SDVariable of(SDVariable feature, SDVariable pooled, SDVariable values) {
    SameDiff graph = feature.getSameDiff();
    SDVariable[] places = new SDVariable[PLACES];
    SDVariable left = values;
    for (int place = 0; place < PLACES - 1; place++) {
      SDVariable isMaximum = graph.eq(at(place, feature), pooled).castTo(values.dataType());
      places[place] = left.mul(isMaximum);
      left = left.sub(places[place]);
    }
    places[PLACES - 1] = left;
    return graph.cnn().depthToSpace(graph.concat(1, places), SIDE, DataFormat.NCHW);
  }

  /** Returns the elements at one position of all windows. */
  private static SDVariable at(int place, SDVariable feature) {
    long[] begin = {0, 0, place / SIDE, place % SIDE};
    long[] end = {1, 1, 1, 1};
    long[] stride = {1, 1, SIDE, SIDE};
    return feature.getSameDiff().stridedSlice(feature, begin, end, stride, 0, TO_THE_END, 0, 0, 0);
  }
}
