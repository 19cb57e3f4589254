package dev.deepmatting.spi;

import dev.deepmatting.network.ImportReport;
import dev.deepmatting.network.ModelDescription;
import dev.deepmatting.network.StorageType;
import dev.deepmatting.network.WeightSource;
import java.nio.file.Path;

/**
 * Reads and writes files of weights, found through {@link java.util.ServiceLoader}.
 *
 * @since 0.1
 */
public interface ModelFormats {
  /**
   * Says what a file holds.
   *
   * @param source the file
   * @return its description
   * @throws dev.deepmatting.error.ModelFormatException if it is of no known format or is damaged
   */
  ModelDescription inspect(WeightSource source);

  /**
   * Reads a network and writes it in the format of the target's ending, complete or not at all.
   *
   * @param source the file to read
   * @param target the file to write; an older one is replaced
   * @param storage how weights are stored
   * @return what became of the source's tensors
   * @throws dev.deepmatting.error.ModelFormatException if the source cannot be used
   * @throws dev.deepmatting.error.InvalidInputException if the target's ending is unknown, or its
   *     format does not know the storage
   * @throws dev.deepmatting.error.MattingException if the target cannot be written
   */
  ImportReport convert(WeightSource source, Path target, StorageType storage);
}
