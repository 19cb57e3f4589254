package dev.deepmatting.train;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run is going to do.
 *
 * @param output the run's folder
 * @param progress where it begins: step 0, or the step of the checkpoint that it goes on from
 * @param resumed whether it goes on from a checkpoint
 * @param description what is trained, on what and how, by headings such as {@code network}, {@code
 *     data}, {@code recipe}, {@code seed}, {@code parameters}; texts may have several lines
 * @param estimatedMemoryBytes what a step is expected to take of memory, weights included
 * @since 0.1
 */
public record TrainingStart(
    Path output,
    Progress progress,
    boolean resumed,
    Map<String, String> description,
    long estimatedMemoryBytes) {
  /**
   * Copies the description.
   *
   * @param output the run's folder
   * @param progress where it begins
   * @param resumed whether it goes on from a checkpoint
   * @param description what is trained
   * @param estimatedMemoryBytes what a step is expected to take of memory
   */
  public TrainingStart {
    description = Collections.unmodifiableMap(new LinkedHashMap<>(description));
  }
}
