package dev.deepmatting.dl4j.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.deepmatting.dl4j.internal.weights.FileBytes;
import dev.deepmatting.dl4j.internal.weights.TensorFile;
import dev.deepmatting.dl4j.internal.weights.TensorInfo;
import dev.deepmatting.dl4j.internal.weights.onnx.OnnxGraph;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.error.ModelFormatException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What every reader promises for any bytes: it reads them or throws {@link ModelFormatException},
 * what it says of the tensors is true, and it takes no more memory than the bytes bear out.
 */
final class Promise {
  private static final String ORIGIN = "model x";
  private static final int LONGEST_TENSOR = 1 << 20;
  private static final int MOST_TENSORS = 1000;
  private static final long MOST_BYTES = 8 << 20;

  /** Class loading and tables of fixed size; a length believed unchecked is far beyond it. */
  private static final long ALLOCATED_FOR_NOTHING = 64 << 20;

  /** A JSON tree, the greediest, takes some hundred bytes for a field of five characters. */
  private static final long ALLOCATED_PER_BYTE = 256;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Promise() {}

  /**
   * Opens a file and reads what it holds; fails where the reader breaks its promise.
   *
   * @param content the file
   * @param reader opens it
   * @param recognises whether a file may be of the reader's format; never throws
   */
  static void check(
      byte[] content, Function<FileBytes, TensorFile> reader, Predicate<FileBytes> recognises) {
    recognises.test(FileBytes.of(ORIGIN, content));
    try (TensorFile file = reader.apply(FileBytes.of(ORIGIN, content))) {
      checkTensors(file);
    } catch (ModelFormatException e) {
      if (!e.getMessage().startsWith(ORIGIN)) {
        throw new AssertionError("a message that does not name the file: " + e.getMessage(), e);
      }
    }
    long most = ALLOCATED_FOR_NOTHING + ALLOCATED_PER_BYTE * content.length;
    long allocated = allocatedToOpen(content, reader);
    if (allocated > most) {
      throw new AssertionError(allocated + " bytes allocated to open " + content.length);
    }
  }

  /** Reads a network and follows its outputs; fails on anything but the reader's own error. */
  static void checkGraph(byte[] content) {
    try {
      OnnxGraph graph = OnnxGraph.read(FileBytes.of(ORIGIN, content));
      for (OnnxGraph.Value output : graph.outputs()) {
        assertThat(graph.operationOf(output.name())).isNotNull();
      }
    } catch (ModelFormatException e) {
      assertThat(e.getMessage()).startsWith(ORIGIN);
    }
  }

  /** Measured when all classes are loaded, which Jazzer instruments at that moment. */
  private static long allocatedToOpen(byte[] content, Function<FileBytes, TensorFile> reader) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      reader.apply(FileBytes.of(ORIGIN, content)).close();
    } catch (ModelFormatException e) {
      return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private static void checkTensors(TensorFile file) {
    assertThat(file.format()).isNotBlank();
    assertThat(file.metadata()).doesNotContainKey(null).doesNotContainValue(null);
    Set<String> names = new HashSet<>();
    long read = 0;
    for (TensorInfo info : file.tensors()) {
      assertThat(names.add(info.name())).as("tensor '%s' once", info.name()).isTrue();
      assertThat(info.byteLength()).isNotNegative();
      if (names.size() <= MOST_TENSORS
          && info.byteLength() <= Math.min(LONGEST_TENSOR, MOST_BYTES - read)) {
        checkTensor(file, info);
        read += info.byteLength();
      }
    }
  }

  private static void checkTensor(TensorFile file, TensorInfo info) {
    assertThat(file.info(info.name())).isEqualTo(info);
    ByteBuffer bytes = file.bytes(info.name());
    assertThat(bytes.remaining()).isEqualTo((int) info.byteLength());
    float[] numbers = info.dataType().floats(bytes);
    assertThat(new FloatTensor(numbers, info.sizes()).values()).isSameAs(numbers);
  }
}
