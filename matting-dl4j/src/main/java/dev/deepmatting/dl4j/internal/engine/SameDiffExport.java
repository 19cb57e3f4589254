package dev.deepmatting.dl4j.internal.engine;

import dev.deepmatting.dl4j.internal.graph.NetworkGraph;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.dl4j.tensor.FloatTensor;
import dev.deepmatting.network.NetworkConfig;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.factory.Nd4j;

/** Converts a network to a self-contained SameDiff graph, as FlatBuffers. */
public final class SameDiffExport {
  /** The limit of ND4J 1.0.0-M2.1, whose FlatBuffers builder doubles up to this size. */
  public static final long MAXIMUM_BYTES = 1L << 30;

  /** The prefix of a metadata key in the name of its constant. */
  private static final String METADATA = "metadata/";

  private static final char LAST_ASCII = 0x7f;

  private SameDiffExport() {}

  /**
   * Creates the content of a SameDiff file. Meanwhile it takes about three times that size of the
   * Java heap; the native memory is free again afterwards.
   *
   * @param weights the network's weights
   * @param metadata texts by key; characters beyond ASCII are escaped as in JSON, a backslash,
   *     {@code u} and four hexadecimal digits, since ND4J damages them
   * @return the bytes from the position to the limit, fewer than {@link #MAXIMUM_BYTES}
   * @throws dev.deepmatting.error.EngineException if no ND4J backend works here, there is not
   *     enough memory, or there are too many bytes
   * @throws dev.deepmatting.error.MattingInterruptedException if the thread is interrupted
   */
  public static ByteBuffer bytes(NetworkWeights weights, Map<String, String> metadata) {
    BackendReport.require();
    Map<String, FloatTensor> parameters =
        EngineThread.prepare(() -> NetworkGraph.parameters(weights));
    EngineThread thread = new EngineThread();
    WeightMemory memory = new WeightMemory();
    try {
      return thread.call(
          cancelled -> {
            memory.load(parameters);
            return bytes(weights.config(), memory, metadata);
          });
    } finally {
      thread.close(memory::close);
    }
  }

  private static ByteBuffer bytes(
      NetworkConfig config, WeightMemory memory, Map<String, String> metadata) {
    SameDiff graph = NetworkGraph.withWeights(config, memory.arrays());
    metadata.forEach((key, text) -> graph.constant(METADATA + key, Nd4j.scalar(ascii(text))));
    return graph.asFlatBuffers(false);
  }

  /**
   * Escapes a text to ASCII: ND4J keeps only one byte per character when it copies a text, as
   * during loading.
   */
  private static String ascii(String text) {
    StringBuilder ascii = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character <= LAST_ASCII) {
        ascii.append(character);
      } else {
        ascii.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
      }
    }
    return ascii.toString();
  }
}
