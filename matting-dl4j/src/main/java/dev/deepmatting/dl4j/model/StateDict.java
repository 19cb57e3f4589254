package dev.deepmatting.dl4j.model;

import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.dl4j.weights.TensorFile;
import dev.deepmatting.dl4j.weights.TensorInfo;
import dev.deepmatting.error.ModelFormatException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file's tensors under the names that a network gives them: without what a training program has
 * wrapped around all of them.
 */
final class StateDict {
  /** Left by PyTorch's DataParallel, its compiler, and common training frames. */
  private static final List<String> WRAPPERS =
      List.of("module.", "_orig_mod.", "model.", "net.", "network.");

  private final String origin;
  private final TensorFile file;
  private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();

  StateDict(String origin, TensorFile file) {
    this.origin = origin;
    this.file = file;
    int wrapped = wrapped(file.tensors());
    for (TensorInfo info : file.tensors()) {
      tensors.put(info.name().substring(wrapped), info);
    }
  }

  /** The length of what all names begin with and no network's name begins with. */
  private static int wrapped(Collection<TensorInfo> tensors) {
    List<String> names = new ArrayList<>(tensors.stream().map(TensorInfo::name).toList());
    int length = 0;
    for (int i = 0; i < WRAPPERS.size(); i++) {
      String wrapper = WRAPPERS.get(i);
      if (!names.isEmpty() && names.stream().allMatch(name -> name.startsWith(wrapper))) {
        names.replaceAll(name -> name.substring(wrapper.length()));
        length += wrapper.length();
        i = -1;
      }
    }
    return length;
  }

  String origin() {
    return origin;
  }

  String format() {
    return file.format();
  }

  Map<String, String> metadata() {
    return file.metadata();
  }

  Map<String, TensorInfo> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  boolean has(String name) {
    return tensors.containsKey(name);
  }

  /** One size of a tensor, or the fallback if it is not there or has no such dimension. */
  int size(String name, int dimension, int fallback) {
    TensorInfo info = tensors.get(name);
    return info == null || info.shape().size() <= dimension
        ? fallback
        : info.shape().get(dimension);
  }

  FloatTensor read(String name) {
    TensorInfo info = tensors.get(name);
    if (info == null) {
      throw new ModelFormatException(origin + " has no tensor " + name);
    }
    return file.read(info.name());
  }
}
