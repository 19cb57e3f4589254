package dev.deepmatting.evaluation;

import dev.deepmatting.Matting;
import dev.deepmatting.error.InvalidInputException;
import dev.deepmatting.image.AlphaMatte;
import dev.deepmatting.image.ImageFiles;
import dev.deepmatting.image.Trimap;
import dev.deepmatting.image.TrimapThresholds;
import dev.deepmatting.internal.check.Sizes;
import dev.deepmatting.metrics.MattingMetrics;
import dev.deepmatting.metrics.MattingScores;
import dev.deepmatting.metrics.Region;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Reads, predicts if requested, and scores one case. Safe to share between threads. */
final class CaseScorer {
  private final ImageFiles files;
  private final MattingMetrics metrics;
  private final TrimapThresholds thresholds;
  private final Optional<Matting> matting;
  private final WorstCases worstCases;
  private final ReentrantLock turn = new ReentrantLock(true);

  CaseScorer(
      ImageFiles files,
      MattingMetrics metrics,
      TrimapThresholds thresholds,
      Optional<Matting> matting,
      WorstCases worstCases) {
    this.files = files;
    this.metrics = metrics;
    this.thresholds = thresholds;
    this.matting = matting;
    this.worstCases = worstCases;
  }

  EvaluatedImage score(CaseFinder.EvaluationCase source) {
    AlphaMatte truth = files.readAlpha(source.truth());
    Optional<TrimapFile> trimap =
        source.trimap().map(file -> TrimapFile.read(files, file, thresholds));
    trimap.ifPresent(read -> requireUsable(read, truth));
    AlphaMatte prediction = prediction(source);
    requireSize(predictionName(source), prediction.width(), prediction.height(), truth);
    EvaluatedImage image = evaluated(source.name(), prediction, truth, trimap);
    worstCases.offer(
        image,
        () ->
            CasePanels.draw(
                prediction,
                truth,
                trimap.map(TrimapFile::trimap),
                metrics.region(),
                source.image(),
                files));
    return image;
  }

  private EvaluatedImage evaluated(
      String name, AlphaMatte prediction, AlphaMatte truth, Optional<TrimapFile> file) {
    Optional<Trimap> trimap = file.map(TrimapFile::trimap);
    MattingScores scores =
        trimap
            .map(known -> metrics.compare(prediction, truth, known))
            .orElseGet(() -> metrics.compare(prediction, truth));
    boolean wholeImage = metrics.region() == Region.WHOLE_IMAGE;
    TruthCheck check =
        trimap
            .map(known -> TruthCheck.of(truth, known, wholeImage))
            .orElseGet(() -> TruthCheck.wholeImage(truth));
    double pixels = (double) truth.width() * truth.height();
    return new EvaluatedImage(
        name,
        truth.width(),
        truth.height(),
        scores,
        trimap.map(known -> known.unknownCount() / pixels).orElse(1.0),
        check.softShare(),
        notices(file, check));
  }

  private List<String> notices(Optional<TrimapFile> trimap, TruthCheck check) {
    List<String> notices = new ArrayList<>(check.contradictions());
    trimap
        .filter(file -> file.unusual() > 0)
        .ifPresent(
            file ->
                notices.add(
                    String.format(
                        Locale.ROOT,
                        "trimap has %d pixels other than 0, 128 and 255; unknown is %s",
                        file.unusual(),
                        unknownValues())));
    return notices;
  }

  private AlphaMatte prediction(CaseFinder.EvaluationCase source) {
    if (source.prediction().isPresent()) {
      return files.readAlpha(source.prediction().get());
    }
    Path image = source.image().orElseThrow();
    try {
      return predicted(matting.orElseThrow(), image, source.trimap().orElseThrow());
    } catch (InvalidInputException e) {
      throw new InvalidInputException(predictionName(source) + ": " + e.getMessage(), e);
    }
  }

  /**
   * Predicts one image at a time: methods use the whole processor, and in parallel would only take
   * more memory.
   */
  private AlphaMatte predicted(Matting matting, Path image, Path trimap) {
    if (matting.method().isEmpty()) {
      return matting.predict(image, trimap);
    }
    turn.lock();
    try {
      return matting.predict(image, trimap);
    } finally {
      turn.unlock();
    }
  }

  private static String predictionName(CaseFinder.EvaluationCase source) {
    return source
        .prediction()
        .map(file -> "prediction " + file)
        .orElseGet(() -> "prediction of " + source.image().orElseThrow());
  }

  private String unknownValues() {
    int lowest = thresholds.background() + 1;
    int highest = thresholds.foreground() - 1;
    return lowest == highest ? lowest + " alone" : lowest + " to " + highest;
  }

  private void requireUsable(TrimapFile file, AlphaMatte truth) {
    Trimap trimap = file.trimap();
    requireSize("trimap " + file.file(), trimap.width(), trimap.height(), truth);
    if (trimap.unknownCount() == 0 && metrics.region() == Region.UNKNOWN) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "trimap %s has 0 unknown pixels, wanted at least 1 of value %s"
                  + " (%d pixels are other than 0, 128 and 255)",
              file.file(),
              unknownValues(),
              file.unusual()));
    }
  }

  private static void requireSize(String name, int width, int height, AlphaMatte truth) {
    Sizes.requireSame(name, width, height, "truth", truth.width(), truth.height());
  }

  /**
   * A trimap for scoring, and its file's unusual pixels.
   *
   * @param file its file
   * @param trimap the known and unknown pixels for scoring
   * @param unusual the number of pixels that are not 0, 128 or 255
   */
  record TrimapFile(Path file, Trimap trimap, long unusual) {
    private static final TrimapThresholds ENDS = new TrimapThresholds(0, 255);

    static TrimapFile read(ImageFiles files, Path file, TrimapThresholds thresholds) {
      return files.read(
          file,
          image -> {
            long between = Trimap.of(image, ENDS).unknownCount();
            long exact = Trimap.of(image, TrimapThresholds.exact()).unknownCount();
            return new TrimapFile(file, Trimap.of(image, thresholds), between - exact);
          });
    }
  }
}
