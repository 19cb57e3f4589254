package dev.deepmatting.evaluation;

import dev.deepmatting.Matting;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.TrimapThresholds;
import dev.deepmatting.internal.check.Ranges;
import dev.deepmatting.metrics.MattingMetrics;
import dev.deepmatting.metrics.Region;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Scores the mattes of a data set: predictions in a folder, or predictions of a {@link Matting}.
 *
 * <pre>{@code
 * EvaluationReport report =
 *     EvaluationRun.builder()
 *         .predictions(Path.of("predictions"))
 *         .truths(Path.of("truth"))
 *         .trimaps(Path.of("trimaps"))
 *         .build()
 *         .run();
 * System.out.println(report.mean());
 * report.writeHtml(Path.of("report.html"));
 * }</pre>
 *
 * <p>Pictures are matched by their file stem, whatever their extensions: for a truth {@code
 * photo.png} or {@code photo-alpha.png} the prediction is {@code photo.*} or {@code photo-alpha.*},
 * the trimap {@code photo.*} or {@code photo-trimap.*}, the image {@code photo.*} or {@code
 * photo-merged.*}. With several folders of trimaps, an image that has a trimap in more than one is
 * scored with each, under the name {@code FOLDER/STEM}; its prediction comes from the folder of
 * that name inside the predictions, if there is one.
 *
 * <p>An image that cannot be scored, for example because a counterpart is missing, is reported and
 * counts in no mean; the others are scored. Immutable; a run can be repeated.
 *
 * @since 0.1
 */
public final class EvaluationRun {
  private final CaseFinder.EvaluationFolders folders;
  private final Optional<Matting> matting;
  private final MattingMetrics metrics;
  private final TrimapThresholds thresholds;
  private final ImageFiles files;
  private final List<Stratification> strata;
  private final int threads;
  private final int worstCases;
  private final EvaluationListener listener;

  private EvaluationRun(Builder builder) {
    folders = builder.folders();
    matting = Optional.ofNullable(builder.matting);
    metrics = builder.metrics;
    thresholds = builder.thresholds;
    files = builder.files;
    strata = List.copyOf(builder.strata);
    threads = builder.threads;
    worstCases = builder.worstCases;
    listener = builder.listener;
  }

  /**
   * Returns a builder with the defaults: the metrics of {@link MattingMetrics#standard()}, only 128
   * counts as unknown, no strata, one thread for each core, pictures of the 12 worst images.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Scores every image.
   *
   * @return the scores, and what failed
   * @throws InvalidInputException if a folder is missing, or no image has its counterparts
   * @throws dev.deepmatting.error.MattingInterruptedException if the thread is interrupted
   */
  public EvaluationReport run() {
    CaseFinder.Found found = CaseFinder.find(folders);
    WorstCases worst = new WorstCases(worstCases);
    CaseScorer scorer = new CaseScorer(files, metrics, thresholds, matting, worst);
    EvaluationReport.Images images =
        new ParallelScoring(scorer, threads, listener).score(found.cases(), found.failures());
    return new EvaluationReport(
        new EvaluationReport.Inputs(
            folders,
            matting.flatMap(Matting::network),
            matting.flatMap(Matting::method),
            thresholds),
        metrics,
        images,
        strata.stream().flatMap(split -> split.of(images.scored()).stream()).toList(),
        worst.worstFirst());
  }

  /**
   * The bounds for splitting the shares of one kind.
   *
   * @param share the kind
   * @param bounds ascending, between 0 and 1
   */
  private record Stratification(Share share, List<Double> bounds) {
    List<Stratum> of(List<EvaluatedImage> images) {
      List<Stratum> strata = new ArrayList<>();
      for (int i = 0; i <= bounds.size(); i++) {
        double from = i == 0 ? 0 : bounds.get(i - 1);
        double to = i == bounds.size() ? 1 : bounds.get(i);
        strata.add(Stratum.of(share, from, to, images));
      }
      return strata;
    }
  }

  /** Collects and validates the settings of a run. Not safe to share between threads. */
  public static final class Builder {
    private static final int MOST_THREADS = 1024;

    private @Nullable Path predictions;
    private @Nullable Matting matting;
    private @Nullable Path truths;
    private List<Path> trimaps = List.of();
    private @Nullable Path images;
    private MattingMetrics metrics = MattingMetrics.standard();
    private TrimapThresholds thresholds = TrimapThresholds.exact();
    private ImageFiles files = ImageFiles.standard();
    private final List<Stratification> strata = new ArrayList<>();
    private int threads = Runtime.getRuntime().availableProcessors();
    private int worstCases = 12;
    private EvaluationListener listener = EvaluationListener.NONE;

    private Builder() {}

    /**
     * Sets the folder of the predicted mattes.
     *
     * @param folder a folder of gray pictures
     * @return this builder
     */
    public Builder predictions(Path folder) {
      predictions = Objects.requireNonNull(folder, "predictions");
      return this;
    }

    /**
     * Sets the model that predicts, instead of {@link #predictions(Path)}. It reads the images and
     * the trimaps as always, with its own thresholds.
     *
     * @param model a loaded model; the caller closes it after the run
     * @return this builder
     */
    public Builder matting(Matting model) {
      matting = Objects.requireNonNull(model, "matting");
      return this;
    }

    /**
     * Sets the folder of the true mattes.
     *
     * @param folder a folder of gray pictures of 8 or 16 bits; colour pictures whose pixels are all
     *     gray work too
     * @return this builder
     */
    public Builder truths(Path folder) {
      truths = Objects.requireNonNull(folder, "truths");
      return this;
    }

    /**
     * Sets the folders of the trimaps.
     *
     * @param folders one or more folders
     * @return this builder
     */
    public Builder trimaps(Path... folders) {
      trimaps = List.of(folders);
      return this;
    }

    /**
     * Sets the folder of the photographs, which the model predicts from and the HTML report shows.
     *
     * @param folder a folder of pictures
     * @return this builder
     */
    public Builder images(Path folder) {
      images = Objects.requireNonNull(folder, "images");
      return this;
    }

    /**
     * Sets the metrics, and with them the scored region.
     *
     * @param values the metrics
     * @return this builder
     */
    public Builder metrics(MattingMetrics values) {
      metrics = Objects.requireNonNull(values, "metrics");
      return this;
    }

    /**
     * Sets the gray values of a trimap that count as unknown for the metrics. By default only 128,
     * as in published results.
     *
     * @param values the thresholds
     * @return this builder
     */
    public Builder trimapThresholds(TrimapThresholds values) {
      thresholds = Objects.requireNonNull(values, "trimapThresholds");
      return this;
    }

    /**
     * Adds means of strata: the images sorted by a share and split at the bounds.
     *
     * @param share what to sort by
     * @param bounds rising numbers between 0 and 1, at least one
     * @return this builder
     * @throws InvalidInputException if the bounds do not rise, or one is not between 0 and 1
     */
    public Builder stratify(Share share, double... bounds) {
      Objects.requireNonNull(share, "share");
      double previous = 0;
      for (double bound : bounds) {
        if (!(bound > previous && bound < 1)) {
          throw new InvalidInputException(
              "bounds is "
                  + Arrays.toString(bounds)
                  + ", wanted rising numbers between 0 and 1, without the ends");
        }
        previous = bound;
      }
      if (bounds.length == 0) {
        throw new InvalidInputException("bounds is empty, wanted at least one number");
      }
      strata.add(new Stratification(share, Arrays.stream(bounds).boxed().toList()));
      return this;
    }

    /**
     * Sets the number of images scored at once. Each takes about 25 bytes per pixel.
     *
     * @param count 1 to 1024
     * @return this builder
     * @throws InvalidInputException if the count is out of range
     */
    public Builder threads(int count) {
      threads = Ranges.within("threads", count, 1, MOST_THREADS);
      return this;
    }

    /**
     * Sets the number of images, worst by SAD, whose pictures the HTML report shows.
     *
     * @param count from 0; each takes up to a megabyte of the report
     * @return this builder
     * @throws InvalidInputException if the count is negative
     */
    public Builder worstCases(int count) {
      worstCases = Ranges.atLeast("worstCases", count, 0);
      return this;
    }

    /**
     * Limits the size that a picture file may declare; it is checked before decoding.
     *
     * @param pixels width times height, at least 1
     * @return this builder
     * @throws InvalidInputException if the limit is below 1
     */
    public Builder maxPixels(long pixels) {
      files = files.withMaxPixels(pixels);
      return this;
    }

    /**
     * Sets the listener that is notified of each image.
     *
     * @param heard the listener
     * @return this builder
     */
    public Builder listener(EvaluationListener heard) {
      listener = Objects.requireNonNull(heard, "listener");
      return this;
    }

    /**
     * Validates the settings and returns the run.
     *
     * @return the run
     * @throws InvalidInputException if a setting is missing or given twice
     */
    public EvaluationRun build() {
      if (truths == null) {
        throw new InvalidInputException("truths is missing, wanted the folder of the true mattes");
      }
      Ranges.check(
          (predictions == null) != (matting == null),
          String.format(
              Locale.ROOT,
              "predictions and matting are %s, wanted one of them",
              matting == null ? "both missing" : "both given"));
      Ranges.check(
          matting == null || images != null,
          "images is missing, wanted the folder that the matting predicts");
      Ranges.check(
          matting == null || !trimaps.isEmpty(),
          "trimaps is missing, wanted at least one folder for the matting");
      Ranges.check(
          metrics.region() == Region.WHOLE_IMAGE || !trimaps.isEmpty(),
          "trimaps is missing, wanted at least one folder, or the region WHOLE_IMAGE");
      requirePredictionsApart(truths);
      return new EvaluationRun(this);
    }

    /** Refuses to score the truth against itself, which would be perfect. */
    private void requirePredictionsApart(Path truths) {
      boolean same =
          predictions != null
              && Files.isDirectory(predictions)
              && Files.isDirectory(truths)
              && CaseFinder.isSame(predictions, truths);
      Ranges.check(
          !same, "predictions is " + predictions + ", the folder of the truths, wanted another");
    }

    private CaseFinder.EvaluationFolders folders() {
      return new CaseFinder.EvaluationFolders(
          Optional.ofNullable(predictions),
          Objects.requireNonNull(truths),
          trimaps,
          Optional.ofNullable(images));
    }
  }
}
