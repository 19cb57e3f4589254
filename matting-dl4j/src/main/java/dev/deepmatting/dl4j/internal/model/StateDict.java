package dev.deepmatting.dl4j.internal.model;

import dev.deepmatting.dl4j.internal.weights.Shown;
import dev.deepmatting.dl4j.internal.weights.TensorFile;
import dev.deepmatting.dl4j.internal.weights.TensorInfo;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.ModelFormatException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A file's tensors under the network's names: without the prefix that a training program added,
 * such as PyTorch's {@code module.}. Tensors without the prefix keep their names.
 */
final class StateDict {
  /** The tensors that identify networks. */
  private static final List<String> FIRST_TENSORS =
      List.of(
          NetworkRecognition.SEED_FIRST,
          NetworkRecognition.CLASSIC_FIRST,
          Vgg16Form.TORCHVISION.firstKernel());

  private static final int MOST_NAMED = 5;

  private final String origin;
  private final TensorFile file;
  private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();

  /**
   * Finds the prefix.
   *
   * @throws ModelFormatException if the file contains several networks
   */
  StateDict(String origin, TensorFile file) {
    this(origin, file, prefix(origin, file));
  }

  private StateDict(String origin, TensorFile file, String prefix) {
    this.origin = origin;
    this.file = file;
    for (TensorInfo info : file.tensors()) {
      String name = info.name();
      tensors.put(name.startsWith(prefix) ? name.substring(prefix.length()) : name, info);
    }
  }

  /** Returns all tensors under their full names, even of several networks. */
  static StateDict unprefixed(String origin, TensorFile file) {
    return new StateDict(origin, file, "");
  }

  /** Returns the text before the name of a known network's first tensor. */
  private static String prefix(String origin, TensorFile file) {
    Set<String> prefixes = new LinkedHashSet<>();
    for (TensorInfo info : file.tensors()) {
      for (String first : FIRST_TENSORS) {
        if (info.name().equals(first)) {
          return "";
        }
        if (info.name().endsWith("." + first)) {
          prefixes.add(info.name().substring(0, info.name().length() - first.length()));
        }
      }
    }
    if (prefixes.size() > 1) {
      throw new ModelFormatException(
          origin
              + " holds "
              + prefixes.size()
              + " networks, behind "
              + prefixes.stream().limit(MOST_NAMED).map(Shown::text).toList()
              + ", wanted one");
    }
    return prefixes.isEmpty() ? "" : prefixes.iterator().next();
  }

  String origin() {
    return origin;
  }

  String format() {
    return file.format();
  }

  /** Returns texts that the library wrote: those of formats that it writes. */
  Map<String, String> ownMetadata() {
    return file.keepsMetadata() ? file.metadata() : Map.of();
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

  /** Returns one size of a tensor, or the fallback if the tensor or the dimension is missing. */
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
