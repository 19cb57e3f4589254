package dev.deepmatting.train;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run is going to do.
 *
 * @param output the run's folder
 * @param progress where it begins: step 0, or the step of the checkpoint that it resumes from
 * @param resumed whether it resumes from a checkpoint
 * @param description what is trained, on what data and how, under headings such as {@code network},
 *     {@code data}, {@code recipe}, {@code seed}, {@code parameters}; texts can have several lines
 * @param estimatedMemoryBytes the expected memory of a step, including the weights
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
   * @param resumed whether it resumes from a checkpoint
   * @param description what is trained
   * @param estimatedMemoryBytes the expected memory of a step
   */
  public TrainingStart {
    description = Collections.unmodifiableMap(new LinkedHashMap<>(description));
  }
}
