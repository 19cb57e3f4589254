package dev.deepmatting.dl4j.internal.weights.onnx;

import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.dl4j.internal.weights.Shown;
import dev.deepmatting.dl4j.internal.weights.TensorFile;
import dev.deepmatting.dl4j.internal.weights.TensorInfo;
import dev.deepmatting.error.ModelFormatException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the initialisers of an ONNX model's graph: a protobuf message ModelProto (see onnx.proto).
 * The computation and tensors inside its nodes are not read. The metadata are the model's
 * metadata_props, and {@code producer_name}. Tensors that are sparse or in another file are
 * refused; no other file is ever opened.
 */
public final class OnnxFile implements TensorFile {
  private static final String MODEL = "ModelProto";
  private static final int IR_VERSION = 1;
  private static final int PRODUCER_NAME = 2;
  private static final int GRAPH = 7;
  private static final int METADATA_PROPS = 14;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int GRAPH_SPARSE_INITIALIZER = 15;
  private static final int ENTRY_KEY = 1;
  private static final int ENTRY_VALUE = 2;

  private static final int NEWEST_IR_VERSION = 127;
  private static final int MOST_FIELDS_BEFORE_GRAPH = 1000;
  private static final String PRODUCER = "producer_name";

  private final FileBytes source;
  private final TensorParser.TextBudget texts;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
  private final List<TensorInfo> infos;

  /**
   * Reads the descriptions of the file's tensors.
   *
   * @param source the file, closed with this object; the caller closes it if this throws
   * @throws ModelFormatException if it is not such a file or has unsupported tensors
   */
  public OnnxFile(FileBytes source) {
    this.source = source;
    this.texts = new TensorParser.TextBudget(source.origin());
    readModel(WireMessage.of(source, MODEL));
    infos = tensors.values().stream().map(OnnxTensor::info).toList();
  }

  /**
   * Returns whether a file can be of this format, which has no signature: it begins with a small
   * version number, and complete fields follow until the graph begins. Never throws.
   *
   * @param source a file
   * @return true if its first fields are those of an ONNX model
   */
  public static boolean recognises(FileBytes source) {
    WireMessage model = WireMessage.of(source, MODEL);
    boolean versioned = false;
    try {
      versioned = model.next() && model.field() == IR_VERSION && isVersion(model.number());
      for (int i = 0; versioned && i < MOST_FIELDS_BEFORE_GRAPH && model.next(); i++) {
        if (model.field() == GRAPH) {
          return model.isSized();
        }
      }
      return false;
    } catch (ModelFormatException e) {
      // A graph longer than the file: truncated, but of this format.
      return versioned && model.field() == GRAPH && model.isSized();
    }
  }

  private static boolean isVersion(long number) {
    return number >= 1 && number <= NEWEST_IR_VERSION;
  }

  private void readModel(WireMessage model) {
    String producer = "";
    boolean graph = false;
    while (model.next()) {
      switch (model.field()) {
        case PRODUCER_NAME -> producer = texts.text(model);
        case METADATA_PROPS -> readEntry(model.message("StringStringEntryProto"));
        case GRAPH -> {
          if (graph) {
            throw bad(" has two graphs, wanted one");
          }
          graph = true;
          readGraph(model.message("GraphProto"));
        }
        default -> {}
      }
    }
    if (!graph) {
      throw bad(" is not an ONNX file: it has no graph");
    }
    if (!producer.isEmpty()) {
      metadata.putIfAbsent(PRODUCER, producer);
    }
  }

  private void readEntry(WireMessage entry) {
    String key = "";
    String value = "";
    while (entry.next()) {
      switch (entry.field()) {
        case ENTRY_KEY -> key = texts.name(entry);
        case ENTRY_VALUE -> value = texts.text(entry);
        default -> {}
      }
    }
    if (metadata.put(key, value) != null) {
      throw bad(" has metadata " + Shown.text(key) + " twice");
    }
  }

  private void readGraph(WireMessage graph) {
    while (graph.next()) {
      if (graph.field() == GRAPH_SPARSE_INITIALIZER) {
        throw bad(" has a sparse tensor at byte " + graph.start() + ", wanted dense tensors");
      }
      if (graph.field() == GRAPH_INITIALIZER) {
        OnnxTensor tensor =
            TensorParser.parse(source.origin(), graph.message("TensorProto"), texts);
        if (tensors.put(tensor.info().name(), tensor) != null) {
          throw bad(" has tensor " + Shown.text(tensor.info().name()) + " twice");
        }
      }
    }
  }

  private ModelFormatException bad(String what) {
    return new ModelFormatException(source.origin() + what);
  }

  @Override
  public String format() {
    return "ONNX";
  }

  @Override
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(metadata);
  }

  @Override
  public boolean keepsMetadata() {
    return true;
  }

  @Override
  public Collection<TensorInfo> tensors() {
    return infos;
  }

  @Override
  public TensorInfo info(String name) {
    return tensor(name).info();
  }

  @Override
  public ByteBuffer bytes(String name) {
    return tensor(name).read(source);
  }

  private OnnxTensor tensor(String name) {
    OnnxTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw bad(" has no tensor " + Shown.text(name));
    }
    return tensor;
  }

  @Override
  public void close() {
    source.close();
  }
}
