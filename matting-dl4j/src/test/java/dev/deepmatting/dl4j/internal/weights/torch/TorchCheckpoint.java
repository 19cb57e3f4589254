package dev.deepmatting.dl4j.internal.weights.torch;

import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.internal.file.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Writes checkpoints that are too large to be kept beside the tests. */
public final class TorchCheckpoint {
  private TorchCheckpoint() {}

  /** A legacy stream of {@code {"epoch": 12, "state_dict": {...}}}, all names behind a prefix. */
  public static void write(Path file, String prefix, Map<String, FloatTensor> tensors)
      throws IOException {
    PickleBuilder pickle = PickleBuilder.start().op('}', '(');
    pickle.text("epoch").number(12).text("state_dict");
    pickle.global("collections", "OrderedDict").op(')', 'R', '(');
    List<String> keys = new ArrayList<>();
    for (Map.Entry<String, FloatTensor> entry : tensors.entrySet()) {
      keys.add("k" + keys.size());
      write(pickle, prefix + entry.getKey(), entry.getValue(), keys.get(keys.size() - 1));
    }
    LegacyBuilder legacy = new LegacyBuilder(pickle.op('u', 'u').stop());
    legacy.keys = LegacyBuilder.keys(keys.toArray(String[]::new));
    AtomicFile.write(file, channel -> write(channel, legacy.head(), tensors));
  }

  private static void write(PickleBuilder pickle, String name, FloatTensor tensor, String key) {
    long[] sizes = IntStream.of(tensor.shape()).asLongStream().toArray();
    long[] strides = new long[sizes.length];
    long elements = 1;
    for (int i = sizes.length - 1; i >= 0; i--) {
      strides[i] = elements;
      elements *= sizes[i];
    }
    pickle
        .text(name)
        .global("torch._utils", "_rebuild_tensor_v2")
        .op('(')
        .storage("FloatStorage", key, elements, true)
        .rebuild(0, sizes, strides);
  }

  private static void write(FileChannel channel, byte[] head, Map<String, FloatTensor> tensors)
      throws IOException {
    AtomicFile.writeFully(channel, ByteBuffer.wrap(head));
    for (FloatTensor tensor : tensors.values()) {
      float[] values = tensor.values();
      AtomicFile.writeFully(channel, ByteBuffer.wrap(LegacyBuilder.storage(values.length, 0)));
      ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(values);
      AtomicFile.writeFully(channel, bytes);
    }
  }
}
