package dev.deepmatting.dl4j.internal.export;

import dev.deepmatting.dl4j.internal.engine.SameDiffExport;
import dev.deepmatting.dl4j.internal.weights.NetworkLayout;
import dev.deepmatting.dl4j.internal.weights.NetworkWeights;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.error.MattingException;
import dev.deepmatting.internal.file.AtomicFile;
import dev.deepmatting.network.NetworkConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * Writes a network as a SameDiff file (FlatBuffers, usually named {@code .fb}) for users of DL4J,
 * who load it with {@code SameDiff.load(file, false)}. That needs only ND4J: neither this library
 * nor any registration.
 *
 * <p>The graph has one placeholder, {@code input}: float32 [-1, 4, -1, -1], NCHW, RGB normalised
 * with ImageNet's mean and standard deviation, then the trimap in the network's encoding, and for a
 * network with guides one more channel for each, its matte g of 0..1 as 2g - 1; height and width
 * are multiples of 32. Its output is {@code alpha}, float32 [N, 1, H, W] in 0..1. The weights are
 * constants, batch normalisation folded into them. Max unpooling consists of ops for which ND4J has
 * classes; it takes longer than the one native op that this library runs. The file is for
 * inference: in ND4J 1.0.0-M2.1 the gradient of a loaded graph's convolutions fails.
 *
 * <p>SameDiff files have no metadata; each text is a string constant that no op uses, named {@code
 * metadata/} and its key. ND4J damages characters beyond ASCII; they are escaped as in JSON, a
 * backslash, {@code u} and four hexadecimal digits.
 */
final class SameDiffWriter {
  private static final long ROOM_FOR_STRUCTURE = 1 << 20;
  private static final int MOST_BYTES_OF_A_CHARACTER = 6;

  private SameDiffWriter() {}

  /**
   * Writes a file, complete or not at all.
   *
   * @param file where to write; an older file is replaced
   * @param weights the network's weights
   * @param metadata texts by key
   * @throws InvalidInputException if the network exceeds ND4J's limit of 1 GiB
   * @throws dev.deepmatting.error.EngineException if no ND4J backend works here or there is not
   *     enough memory
   * @throws dev.deepmatting.error.MattingInterruptedException if the thread is interrupted
   * @throws MattingException if the file cannot be written; an older file is unchanged, as after
   *     any other error
   */
  static void write(Path file, NetworkWeights weights, Map<String, String> metadata) {
    requireRoom(file, weights.config(), metadata);
    ByteBuffer bytes = SameDiffExport.bytes(weights, metadata);
    try {
      AtomicFile.write(file, channel -> AtomicFile.writeFully(channel, bytes));
    } catch (IOException e) {
      throw new MattingException("model " + file + " cannot be written: " + e, e);
    }
  }

  /** Checks the size before anything is written or any native memory allocated. */
  static void requireRoom(Path file, NetworkConfig config, Map<String, String> metadata) {
    long elements =
        new NetworkLayout(config)
            .tensors().values().stream().mapToLong(SameDiffWriter::elements).sum();
    long characters =
        metadata.entrySet().stream()
            .mapToLong(entry -> (long) entry.getKey().length() + entry.getValue().length())
            .sum();
    long bytes =
        elements * Float.BYTES + characters * MOST_BYTES_OF_A_CHARACTER + ROOM_FOR_STRUCTURE;
    if (bytes > SameDiffExport.MAXIMUM_BYTES) {
      throw new InvalidInputException(
          "model "
              + file
              + " would have "
              + bytes
              + " bytes, wanted at most "
              + SameDiffExport.MAXIMUM_BYTES
              + ", for which ND4J has room in a SameDiff file");
    }
  }

  private static long elements(int[] shape) {
    return Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
  }
}
