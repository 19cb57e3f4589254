package dev.deepmatting.evaluation;

import dev.deepmatting.error.MattingException;
import dev.deepmatting.image.TrimapThresholds;
import dev.deepmatting.internal.file.AtomicFile;
import dev.deepmatting.metrics.MattingMetrics;
import dev.deepmatting.metrics.MattingScores;
import dev.deepmatting.network.NetworkConfig;
import dev.deepmatting.propagation.PropagationMethod;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The result of an {@link EvaluationRun}. Immutable and safe to share between threads.
 *
 * <p>Files are written completely or not at all, in UTF-8; an existing file is replaced.
 *
 * @since 0.1
 */
public final class EvaluationReport {
  private final Inputs inputs;
  private final MattingMetrics metrics;
  private final Images images;
  private final List<Stratum> strata;
  private final List<WorstCases.WorstCase> worstCases;

  EvaluationReport(
      Inputs inputs,
      MattingMetrics metrics,
      Images images,
      List<Stratum> strata,
      List<WorstCases.WorstCase> worstCases) {
    this.inputs = inputs;
    this.metrics = metrics;
    this.images = images;
    this.strata = strata;
    this.worstCases = worstCases;
  }

  /**
   * The inputs, so that numbers can be traced.
   *
   * @param folders of the pictures
   * @param network the network that predicted, if one did
   * @param method the method without a network that predicted, if one did
   * @param thresholds which gray values of a trimap counted as unknown
   */
  record Inputs(
      CaseFinder.EvaluationFolders folders,
      Optional<NetworkConfig> network,
      Optional<PropagationMethod> method,
      TrimapThresholds thresholds) {}

  /**
   * The results of the images.
   *
   * @param scored by name
   * @param failed by name
   */
  record Images(List<EvaluatedImage> scored, List<FailedImage> failed) {}

  /**
   * Returns how the images were scored.
   *
   * @return the metrics
   */
  public MattingMetrics metrics() {
    return metrics;
  }

  /**
   * Returns the scored images.
   *
   * @return by name, unmodifiable
   */
  public List<EvaluatedImage> images() {
    return images.scored();
  }

  /**
   * Returns the images that could not be scored.
   *
   * @return by name, unmodifiable
   */
  public List<FailedImage> failures() {
    return images.failed();
  }

  /**
   * Returns the mean of each metric over the scored images; every image has the same weight.
   *
   * @return the means; empty if no image could be scored
   */
  public Optional<MattingScores> mean() {
    List<MattingScores> scores = images().stream().map(EvaluatedImage::scores).toList();
    return scores.isEmpty() ? Optional.empty() : Optional.of(MattingScores.mean(scores));
  }

  /**
   * Returns the means of parts of the data set.
   *
   * @return the requested strata, in that order, unmodifiable
   */
  public List<Stratum> strata() {
    return strata;
  }

  /**
   * Writes a table: a header {@code name,unknown,sad,mse,grad,conn,mad}, a row for each scored
   * image by name, and {@code mean} as the last row. {@code unknown} is the number of scored
   * pixels.
   *
   * @param file the file to write
   * @throws dev.deepmatting.error.InvalidInputException if the folder does not exist or the path is
   *     a directory
   * @throws MattingException if writing fails
   */
  public void writeCsv(Path file) {
    write(file, CsvReport.of(this));
  }

  /**
   * Writes the whole report as JSON for programs: the metrics, images with their notices, mean,
   * strata, failures.
   *
   * @param file the file to write
   * @throws dev.deepmatting.error.InvalidInputException if the folder does not exist or the path is
   *     a directory
   * @throws MattingException if writing fails
   */
  public void writeJson(Path file) {
    write(file, JsonReport.of(this));
  }

  /**
   * Writes a self-contained HTML page for people: the tables, and the pictures of the worst images
   * side by side.
   *
   * @param file the file to write
   * @throws dev.deepmatting.error.InvalidInputException if the folder does not exist or the path is
   *     a directory
   * @throws MattingException if writing fails
   */
  public void writeHtml(Path file) {
    write(file, HtmlReport.of(this));
  }

  Inputs inputs() {
    return inputs;
  }

  List<WorstCases.WorstCase> worstCases() {
    return worstCases;
  }

  private static void write(Path file, String text) {
    Objects.requireNonNull(file, "file");
    AtomicFile.requireTarget(file);
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
    try {
      AtomicFile.write(file, channel -> AtomicFile.writeFully(channel, bytes));
    } catch (IOException e) {
      throw new MattingException("file " + file + " could not be written: " + e, e);
    }
  }
}
