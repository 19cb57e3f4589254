package dev.deepmatting.spi;

import dev.deepmatting.network.ImportReport;
import dev.deepmatting.network.ModelDescription;
import dev.deepmatting.network.StorageType;
import dev.deepmatting.network.WeightSource;
import java.nio.file.Path;

/**
 * Reads and writes weight files; found through {@link java.util.ServiceLoader}.
 *
 * @since 0.1
 */
public interface ModelFormats {
  /**
   * Describes the contents of a file.
   *
   * @param source the file
   * @return its description
   * @throws dev.deepmatting.error.ModelFormatException if its format is unknown or it is damaged
   */
  ModelDescription inspect(WeightSource source);

  /**
   * Reads a network and writes it in the format of the target's extension, completely or not at
   * all.
   *
   * @param source the file to read
   * @param target the file to write; an older one is replaced
   * @param storage how to store the weights
   * @return a report of which of the source's tensors were used
   * @throws dev.deepmatting.error.ModelFormatException if the source cannot be used
   * @throws dev.deepmatting.error.InvalidInputException if the target's extension is unknown, or
   *     its format does not support the storage type
   * @throws dev.deepmatting.error.MattingException if the target cannot be written
   */
  ImportReport convert(WeightSource source, Path target, StorageType storage);
}
