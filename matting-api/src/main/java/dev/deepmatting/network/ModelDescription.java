package dev.deepmatting.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Describes a weight file without reading its numbers. Immutable.
 *
 * @param source the file, or {@code builtin:NAME}
 * @param bytes the file's length
 * @param sha256 the SHA-256 of the whole file, in lower-case hexadecimal digits; empty for a file
 *     of more than 64 GiB, which is not read as a whole
 * @param format the file's format in words, such as {@code safetensors}
 * @param contents the contents in words
 * @param network the network, if the file contains one that can be loaded as it is
 * @param problem why it cannot be loaded as a matting network; empty if names and shapes allow it;
 *     numbers are not checked
 * @param provenance how the weights were made; empty if unknown
 * @param metadata texts and numbers stored with the tensors
 * @param tensors the tensors in the file's order
 * @param report which tensors were, or would be, loaded; empty if unknown
 * @since 0.1
 */
public record ModelDescription(
    String source,
    long bytes,
    String sha256,
    String format,
    String contents,
    Optional<NetworkConfig> network,
    String problem,
    String provenance,
    Map<String, String> metadata,
    List<TensorDescription> tensors,
    Optional<ImportReport> report) {
  /**
   * Makes the collections immutable.
   *
   * @param source the file
   * @param bytes the file's length
   * @param sha256 the SHA-256 of the whole file
   * @param format the file's format
   * @param contents the contents in words
   * @param network the network
   * @param problem why it cannot be loaded
   * @param provenance how the weights were made
   * @param metadata texts and numbers stored with the tensors
   * @param tensors the tensors
   * @param report which tensors were loaded
   */
  public ModelDescription {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    tensors = List.copyOf(tensors);
  }
}
