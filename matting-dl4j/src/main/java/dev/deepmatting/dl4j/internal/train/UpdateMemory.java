package dev.deepmatting.dl4j.internal.train;

import dev.deepmatting.dl4j.internal.backprop.NetworkParameters.Segment;
import dev.deepmatting.dl4j.internal.memory.ArrayPool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Vectors as long as the groups that train, 0 at first. */
final class UpdateMemory implements AutoCloseable {
  private final ArrayPool pool = new ArrayPool();
  private final Map<String, INDArray> vectors = new LinkedHashMap<>();

  UpdateMemory(List<Segment> segments, String... slots) {
    for (String slot : slots) {
      for (Segment segment : segments) {
        INDArray values = segment.values();
        vectors.put(name(slot, segment), pool.take(values.dataType(), values.length()).assign(0));
      }
    }
  }

  private static String name(String slot, Segment segment) {
    return slot + "/" + segment.group().id();
  }

  INDArray vector(String slot, Segment segment) {
    return vectors.get(name(slot, segment));
  }

  Map<String, INDArray> vectors() {
    return vectors;
  }

  @Override
  public void close() {
    pool.close();
  }
}
