package dev.deepmatting.dl4j.engine;

import dev.deepmatting.dl4j.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A network's weights as arrays of the backend, freed when this is closed. */
final class WeightMemory implements AutoCloseable {
  private final Map<String, INDArray> arrays = new LinkedHashMap<>();
  private final List<FloatPointer> blocks = new ArrayList<>();

  WeightMemory(Map<String, FloatTensor> tensors) {
    boolean cpu = Nd4j.getEnvironment().isCPU();
    try {
      tensors.forEach((name, tensor) -> arrays.put(name, cpu ? copy(tensor) : created(tensor)));
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private INDArray copy(FloatTensor tensor) {
    FloatPointer block = NativeArrays.allocate(tensor.values().length);
    blocks.add(block);
    block.put(tensor.values());
    return NativeArrays.wrap(block, NativeArrays.shape(tensor));
  }

  private static INDArray created(FloatTensor tensor) {
    return Nd4j.create(tensor.values(), NativeArrays.shape(tensor));
  }

  /** The arrays by the names of their placeholders; they live until this is closed. */
  Map<String, INDArray> arrays() {
    return arrays;
  }

  @Override
  public void close() {
    arrays.clear();
    blocks.forEach(Pointer::free);
    blocks.clear();
  }
}
