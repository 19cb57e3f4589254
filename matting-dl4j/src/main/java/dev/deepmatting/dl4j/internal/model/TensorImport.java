package dev.deepmatting.dl4j.internal.model;

import dev.deepmatting.dl4j.internal.weights.TensorInfo;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.ModelFormatException;
import dev.deepmatting.network.ImportReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Compares a file's tensors with those that a network needs, and reads the ones that fit. */
final class TensorImport {
  private static final String LENIENT =
      "; strict(false) in Java or --strict false on the command line leaves extra tensors out";

  private final StateDict tensors;
  private final Map<String, int[]> wanted;
  private final ImportReport report;

  /**
   * Compares; reads no numbers.
   *
   * @param tensors the file's tensors
   * @param wanted the network's tensors with their shapes
   * @param needless recognises other tensors that are not needed
   */
  TensorImport(StateDict tensors, Map<String, int[]> wanted, Predicate<String> needless) {
    this.tensors = tensors;
    this.wanted = wanted;
    List<String> loaded = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    List<ImportReport.WrongShape> wrongShape = new ArrayList<>();
    wanted.forEach(
        (name, shape) -> {
          TensorInfo info = tensors.tensors().get(name);
          List<Integer> sizes = IntStream.of(shape).boxed().toList();
          if (info == null) {
            missing.add(name);
          } else if (!info.shape().equals(sizes)) {
            wrongShape.add(new ImportReport.WrongShape(name, info.shape(), sizes));
          } else {
            loaded.add(name);
          }
        });
    List<String> skipped = new ArrayList<>();
    List<String> extra = new ArrayList<>();
    for (String name : tensors.tensors().keySet()) {
      if (!wanted.containsKey(name)) {
        (needless.test(name) ? skipped : extra).add(name);
      }
    }
    report = new ImportReport(loaded, skipped, missing, extra, wrongShape);
  }

  ImportReport report() {
    return report;
  }

  /**
   * Requires that the network can be read.
   *
   * @param network the expected contents, in words
   * @param strict whether extra tensors are an error
   * @throws ModelFormatException if the report does not allow it
   */
  void require(Supplier<String> network, boolean strict) {
    if (!report.isComplete() || strict && !report.isExact()) {
      throw new ModelFormatException(
          tensors.origin()
              + " does not contain "
              + network.get()
              + ": "
              + report
              + (report.isComplete() ? LENIENT : ""));
    }
  }

  /**
   * Reads the network's tensors.
   *
   * @param network the expected contents, in words
   * @param strict whether extra tensors are an error
   * @return tensors by name, in the network's order
   * @throws ModelFormatException if the report does not allow it, or the heap has no room
   */
  Map<String, FloatTensor> read(String network, boolean strict) {
    require(() -> network, strict);
    Map<String, FloatTensor> read = new LinkedHashMap<>();
    wanted.keySet().forEach(name -> read.put(name, read(name)));
    return read;
  }

  /**
   * Reads one of the network's tensors.
   *
   * @throws ModelFormatException if the file cannot be read any more, or the heap has no room
   */
  FloatTensor read(String name) {
    try {
      return tensors.read(name);
    } catch (OutOfMemoryError e) {
      throw new ModelFormatException(
          tensors.origin() + " is larger than the Java heap has room for, wanted a larger -Xmx", e);
    }
  }
}
